"""Pure functions of the catalogue and a question."""
