"""Cards as plain text to paste into Quizlet: a term, a tab and its definition on each line.

    What is the forgetting curve?	The rate at which a memory fades when nobody asks for it.
    If you space the reviews, you need about ____ fewer of them. (a share)	40 %

Choose Import in a new set and paste the lines: Quizlet parts term and definition at the tab and cards at the
new line, as many other programs do. It keeps two sides of plain text: the quotes are in the other formats.
"""

from studykit.contracts import Rendering, Writer, WriteSettings
from studykit.model import BLANK, Card, StudyDocument
from studykit.templates import Templates
from studykit.text import squeeze
from studykit.writers._learnable import learnable, no_deck

GAP = "____"


def render(document: StudyDocument, templates: Templates, settings: WriteSettings) -> Rendering:  # noqa: ARG001  # every writer takes the same three
    """Return the cards as lines in UTF-8, and a notice for each card left out.

    Raises NothingToStudyError where no card is left.
    """
    cards, notices = learnable(document, "Quizlet set")
    if not cards:
        raise no_deck(document, "quizlet", notices)
    return Rendering("".join(map(_line, cards)).encode("utf-8"), notices)


def _line(card: Card) -> str:
    front = squeeze(card.front.replace(BLANK, GAP) if card.has_blank else card.front)
    hint = f" ({squeeze(card.hint)})" if card.hint.strip() else ""
    return f"{front}{hint}\t{squeeze(card.back)}\n"


WRITER = Writer("quizlet.txt", render, needs_cards=True)
