"""What an archivist should act on: rules, one a file, run over both graphs of every plan."""

from kg.lint.run import check, explain, rule, rules

__all__ = ["check", "explain", "rule", "rules"]
