"""Pictures of the plans: which facts each shows, in which words, and as a table of the same."""
