"""Two plans or editions side by side, and what a change would touch."""
