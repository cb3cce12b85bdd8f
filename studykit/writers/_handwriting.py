"""How much room it takes to write an answer by hand."""

from studykit.text import words

WORDS_A_LINE = 9
"""How many words of handwriting fill a ruled line."""
MOST_LINES = 4


def lines_to_write(answer: str) -> int:
    """Return how many ruled lines are to be given for ``answer``: one at least, MOST_LINES at most."""
    return min(MOST_LINES, 1 + len(words(answer)) // WORDS_A_LINE)
