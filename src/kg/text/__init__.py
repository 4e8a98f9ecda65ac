"""Swedish text without any domain: passages that remember their lines, words, word lists, likeness."""
