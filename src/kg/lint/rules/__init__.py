"""Rules that need more than SPARQL, one a file: likeness, intervals, rings, text."""
