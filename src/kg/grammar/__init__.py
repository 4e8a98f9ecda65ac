"""Text to matches: one phrase family a file; words live in data/lexicon, structure here."""
