"""The hard rules that a card must pass before it is written.

The names (A1, A2, …) are those of the rubric in ``docs/rubric.md``. Rules of form also hold for a deck that a
person has edited; the rules of wording hold for what the program wrote, since a person's wording wins.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from studykit.builder.claims import Claims
from studykit.builder.ground import Grounding
from studykit.language import tagging
from studykit.language.lexicon import Lexicon, phrases
from studykit.model import BLANK, Card
from studykit.text import bare, straighten, words

LONGEST_FRONT, LONGEST_BACK = 35, 35
MOST_HIDDEN, LEAST_VISIBLE = 5, 5
MOST_LISTED = 9
"""Three things of three words each."""


@dataclass(frozen=True)
class Judge:
    """What the rules need to know beside the card."""

    grounding: Grounding
    lexicon: Lexicon
    language: str

    @cached_property
    def claims(self) -> Claims:
        """Compares what is claimed with the words of the transcript."""
        return Claims(self.grounding.transcript, self.lexicon)

    def lemmas(self, text: str, *, shortest: int = 4) -> frozenset[str]:
        """Return the lemmas of the content words of ``text`` that have ``shortest`` letters or more."""
        spoken = (self.lexicon.core(word) for word in words(text))
        kept = (word for word in spoken if len(word) >= shortest and not self.lexicon.is_stop(word))
        return frozenset(tagging.lemma(word, self.language) for word in kept)


@dataclass(frozen=True)
class Rule:
    """A rule by its name; ``reason`` gives what is wrong with a card, "" where it passes."""

    name: str
    reason: Callable[[Card, Judge], str]


def _is_grounded(card: Card, judge: Judge) -> str:
    if not card.citations:
        return "it cites no words of the transcript"
    lost = next((c for c in card.citations if not judge.grounding.holds(c)), None)
    return f"these words are not in the transcript: {lost.quote[:80]!r}" if lost else ""


def _is_filled(card: Card, judge: Judge) -> str:
    del judge
    if not card.front.strip() or not card.back.strip():
        return "its front or its back is empty"
    spaced = next((tag for tag in card.tags if tag != "".join(tag.split()) or not tag), None)
    return f"the tag {spaced!r} is empty or has a space in it" if spaced is not None else ""


def _has_one_blank(card: Card, judge: Judge) -> str:
    del judge
    blanks = card.front.count(BLANK)
    if card.has_blank and blanks != 1:
        return f"its front has {blanks} blanks {BLANK} where there must be one"
    return ""


def _hides_fairly(card: Card, judge: Judge) -> str:
    if not card.has_blank:
        return ""
    hidden, visible = words(card.back), words(card.front.replace(BLANK, " "))
    if len(hidden) > (MOST_LISTED if card.kind == "list" else MOST_HIDDEN) or len(visible) < LEAST_VISIBLE:
        return "it hides too much"
    counting = (judge.lexicon.numerals.keys() | judge.lexicon.units) if card.kind == "number" else ()
    if all(judge.lexicon.is_stop(word) and word.casefold() not in counting for word in hidden):
        return "it hides common words only"
    if f" {bare(card.back)} " in f" {bare(card.front)} ":
        return "what it hides is visible elsewhere"
    return ""


def _is_true_to_the_quote(card: Card, judge: Judge) -> str:
    stray = judge.claims.stray(card.back, card.citations)
    return f"{stray!r} is not in the words it cites" if stray else ""


def _stands_alone(card: Card, judge: Judge) -> str:
    asked = straighten(judge.lexicon.wording.asked(card.front)).casefold()
    leaning = phrases(tuple(judge.lexicon.pronouns | judge.lexicon.demonstratives))
    if card.has_blank:
        first = asked.split()[0].strip("\"'") if asked.split() else ""
        return f"it begins with {first!r}" if leaning.fullmatch(first) else ""
    found = leaning.search(asked)
    return f"{found.group()!r} points outside the card" if found else ""


def _gives_nothing_away(card: Card, judge: Judge) -> str:
    if card.kind == "compare":  # both sides name the two things, and the difference stands on one
        return ""
    shared = judge.lemmas(card.back) & judge.lemmas(judge.lexicon.wording.asked(card.front))
    return f"the front gives {sorted(shared)[0]!r} away" if shared else ""


def _asks_shortly(card: Card, judge: Judge) -> str:
    del judge
    return f"its front has more than {LONGEST_FRONT} words" if len(words(card.front)) > LONGEST_FRONT else ""


def _answers_shortly(card: Card, judge: Judge) -> str:
    del judge
    return f"its back has more than {LONGEST_BACK} words" if len(words(card.back)) > LONGEST_BACK else ""


FORM = (Rule("A17", _is_filled), Rule("A1", _is_grounded), Rule("A12", _has_one_blank))
"""Without these a card cannot be written or proves nothing."""
WORDING = (
    Rule("A2", _is_true_to_the_quote),
    Rule("A8", _stands_alone),
    Rule("A9", _gives_nothing_away),
    Rule("A12", _hides_fairly),
    Rule("A5", _asks_shortly),
    Rule("A6", _answers_shortly),
)
"""Without these a card teaches badly."""


def broken(card: Card, judge: Judge, rules: tuple[Rule, ...]) -> Iterator[tuple[str, str]]:
    """Yield the name of each of ``rules`` that ``card`` breaks, with the reason."""
    found = ((rule.name, rule.reason(card, judge)) for rule in rules)
    return ((name, reason) for name, reason in found if reason)


def refusal(card: Card, judge: Judge, rules: tuple[Rule, ...]) -> str:
    """Return the first reason that ``rules`` have to refuse ``card``, its rule before it; "" for none."""
    return next((f"{name}: {reason}" for name, reason in broken(card, judge, rules)), "")
