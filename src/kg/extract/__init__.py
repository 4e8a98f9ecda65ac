"""A Document to facts: structure, cells, corrections, plan folders."""
