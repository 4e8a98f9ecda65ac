"""KG: which process owns a record, where it goes, how long it is kept, by which law — and why."""

__version__ = "0.1.0"
