"""Card types: one file is one kind of card."""
