"""Whole inventories through: every row answered, every list delivered."""
