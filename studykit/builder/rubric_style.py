"""The soft rules for a card: one that breaks them can be learned, but a teacher would look at it again."""

import re

from studykit.builder.rubric import Judge, Rule
from studykit.language.lexicon import phrases
from studykit.model import BLANK, Card
from studykit.text import fold, is_question, quoted, straighten, words

EASY_FRONT, EASY_BACK, EASY_CLOZE = 20, 20, 30
MOST_ITEMS = 3


def _asks_at_once(card: Card, judge: Judge) -> str:
    del judge
    easy = EASY_CLOZE if card.has_blank else EASY_FRONT
    if quoted(card.front).count("?") > 1:
        return "its front asks more than one question"
    return f"its front has more than {easy} words" if len(words(card.front)) > easy else ""


def _answers_at_once(card: Card, judge: Judge) -> str:
    del judge
    return f"its back has more than {EASY_BACK} words" if len(words(card.back)) > EASY_BACK else ""


def _asks_openly(card: Card, judge: Judge) -> str:
    """Whether a guess is right half the time: yes or no, this or that."""
    inner = quoted(card.front)
    asked = words(straighten(inner if is_question(inner) else card.front).casefold())
    if card.has_blank or not asked:
        return ""
    is_open = any(word in judge.lexicon.question_words for word in asked)
    return "" if is_open or asked[0] not in judge.lexicon.yes_no_openers else "yes or no answers it"


def _asks_for_few(card: Card, judge: Judge) -> str:
    joined = rf"|\s{re.escape(judge.lexicon.conjunction)}\s" if judge.lexicon.conjunction else ""
    items = [item for item in re.split(rf"[,;](?!\d){joined}", card.back) if item.strip()]
    is_list = len(items) > MOST_ITEMS and all(len(words(item)) <= MOST_ITEMS for item in items)
    return f"its back lists more than {MOST_ITEMS} things" if is_list else ""


def _is_freed_of_fillers(card: Card, judge: Judge) -> str:
    found = phrases(judge.lexicon.fillers).search(fold(card.front.replace(BLANK, " ")))
    return f"{found.group()!r} was left in its front" if found else ""


def _names_whose_opinion(card: Card, judge: Judge) -> str:
    """Whether an opinion has the name of who holds it on the card itself, not in the quote alone."""
    quoted = fold(" ".join(citation.quote for citation in card.citations))
    opinion = phrases(judge.lexicon.opinions).search(quoted)
    names = [fold(citation.speaker) for citation in card.citations if citation.speaker]
    shown = fold(f"{card.front} {card.back}")
    if not opinion or not names or any(name in shown for name in names) or opinion.group() in shown:
        return ""
    return f"{opinion.group()!r} makes it an opinion, and it does not say whose"


STYLE = (
    Rule("A4", _names_whose_opinion),
    Rule("A5", _asks_at_once),
    Rule("A6", _answers_at_once),
    Rule("A10", _asks_openly),
    Rule("A11", _asks_for_few),
    Rule("A13", _is_freed_of_fillers),
)
"""Each is a matter of degree, so that breaking one refuses no card."""
