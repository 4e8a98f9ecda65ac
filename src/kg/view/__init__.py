"""The graph to look at: networks and pictures."""
