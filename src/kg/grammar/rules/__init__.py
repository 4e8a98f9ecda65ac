"""Parts of the grammar of rules: pieces, clauses, verbs, recipients, units, states."""
