"""Words, sentences and phrases: what the matcher and the linter read texts with."""
