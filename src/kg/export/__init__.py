"""A plan in the formats that other programs read."""
