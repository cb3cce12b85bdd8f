"""Which words of a statement to hide: a number or a telling phrase, never what the rest gives away."""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from studykit.analysis.candidates import key_of
from studykit.analysis.episode import Reading
from studykit.analysis.noun_phrases import Token, runs
from studykit.analysis.terms import FoundTerm
from studykit.language.frequency import zipf
from studykit.language.lexicon import Grammar, before, either
from studykit.language.tagging import knows, tag
from studykit.model import FactKind
from studykit.text import words

MOST_HIDDEN = 4
LEAST_VISIBLE = 7
TELLING = 0.5
"""Words that weigh less are trivial to hide."""
NUMBER_WEIGHT, MEASURED_WEIGHT = 1.6, 2.4
"""A number with its unit is what most statements that have one are about."""
WHOLE = ("100%", "100 percent", "100 per cent", "0%")
"""Say all or nothing, and are no figures."""
PAIRED_COST = 0.9
PLAIN, PLAIN_COST = 3.8, 0.8
"""A single word that is said so often at large (Zipf scale) is one of many that fit."""
CONSTANT, CONSTANT_COST = 8, 0.3
"""What is said in more sentences than these is what the talk is about: everybody guesses it."""
BARELY_TELLING = 0.0
"""The same where a chapter would else have no card."""


@dataclass(frozen=True)
class Hole:
    """The words to hide, and how much they matter: from about 0 to 3."""

    hidden: str
    hint: str
    weight: float
    kind: FactKind = "cloze"


class HoleFinder:
    """Finds what to hide in the statements of one episode."""

    def __init__(self, reading: Reading, terms: Iterable[FoundTerm]) -> None:
        self._reading = reading
        self._known = {
            key_of(form.split()): (term.weight, len(term.sentences))
            for term in terms
            for form in (term.name, *term.aliases)
        }
        self._number = _number(reading.lexicon.units)
        self._number_hint = reading.lexicon.wording.number_hint
        self._genitive = re.compile(rf"\s+{before(reading.lexicon.genitives)}")

    def find(self, statement: str, *, least: float = TELLING) -> list[Hole]:
        """Return what may be hidden in ``statement`` and weighs ``least`` or more, the weightiest first."""
        found = [*self._numbers(statement), *self._phrases(statement)]
        fit = [hole for hole in found if hole.weight >= least and self.is_fair(statement, hole.hidden)]
        return sorted(fit, key=lambda hole: (-hole.weight, hole.hidden))

    def _phrases(self, statement: str) -> Iterator[Hole]:
        for run in runs(statement, self._reading):
            held = _noun_phrase(run, self._reading.lexicon.grammar)
            if (
                held
                and self._is_told(statement, held)
                and held[0].start > 0
                and not _hides_verb(held, self._reading.language)
            ):
                hidden = statement[held[0].start : held[-1].end].removesuffix("'s").removesuffix("’s")
                yield Hole(hidden, "", self._weight(hidden, held, statement))

    def _is_told(self, statement: str, held: Sequence[Token]) -> bool:
        """Whether the words name a thing; where no parts of speech are known, only terms surely do."""
        name = statement[held[0].start : held[-1].end]
        return knows(self._reading.language) or key_of(name.split()) in self._known

    def _numbers(self, statement: str) -> Iterator[Hole]:
        for match in self._number.finditer(statement):
            hidden = match.group().rstrip(".,")
            if (
                len(hidden) > 1
                and hidden not in WHOLE
                and not self._is_label(statement[: match.start()], hidden)
            ):
                weight = NUMBER_WEIGHT if hidden.replace(",", "").isdigit() else MEASURED_WEIGHT
                yield Hole(hidden, self._number_hint, weight, "number")

    def _is_label(self, before: str, number: str) -> bool:
        """Whether a number only tells one thing of a name from another ("BOLT 12", "page 300", "2.0")."""
        if re.fullmatch(r"\d\.\d", number):
            return True
        last = words(before)[-1:]
        is_bare = number.isdigit() and before.endswith(" ")
        return is_bare and bool(last) and tag(last[0], self._reading.language).part in {"noun", "name"}

    def _weight(self, hidden: str, run: Sequence[Token], statement: str) -> float:
        """Return how telling a phrase is: a term of the episode, rare at large, not said all the time."""
        common = min(zipf(token.word.casefold(), self._reading.language) for token in run)
        rarity = min(4.0, 7.0 - common)  # the rarest words are abbreviations said all the time
        termhood, uses = self._known.get(key_of(hidden.split()), (0.0, 0))
        costs = (
            (PAIRED_COST, self._is_paired(statement, run)),
            (PLAIN_COST, len(run) == 1 and common > PLAIN),
            (CONSTANT_COST, uses > CONSTANT),
        )
        late = 0.3 * (run[0].start > 0.45 * len(statement))
        told = 0.35 * (rarity - 2.5) + 0.45 * (len(run) > 1) + late + 1.2 * termhood
        return told - math.fsum(cost for cost, applies in costs if applies)

    def _is_paired(self, statement: str, run: Sequence[Token]) -> bool:
        """Whether the other of two things joined by "and" or "or" stays visible and tells what it is."""
        lexicon = self._reading.lexicon
        joint = either(tuple(filter(None, (lexicon.conjunction, lexicon.disjunction))))
        before, after = statement[: run[0].start], statement[run[-1].end :]
        return bool(
            re.search(rf"\w,?\s(?:{joint})\s(?:[\w'’-]+\s)?$", before)
            or re.match(rf",?\s(?:{joint})\s\w", after)
        )

    def _colours(self, before: str) -> bool:
        """Whether the words before a hole only want some word of praise or degree in it."""
        last = words(before)[-1:]
        return bool(last) and last[0].casefold() in self._reading.lexicon.intensifiers

    def _is_cut(self, before: str, hidden: str, after: str) -> bool:
        """Whether a hole parts a phrase: a noun follows it ("a huge amount"), or a name goes on beside it."""
        following = re.match(r"\s+([\w'’-]+)", after)
        leading = re.search(r"(?<=[\w,] )([\w'’-]+)\s+$", before)
        goes_on = following is not None and self._goes_on(words(hidden)[-1], following.group(1))
        is_named = leading is not None and leading.group(1)[0].isupper() and self._names(leading.group(1))
        is_counted = leading is not None and leading.group(1)[0].isdigit()
        return goes_on or is_named or is_counted or self._genitive.match(after.lower()) is not None

    def _goes_on(self, last: str, word: str) -> bool:
        """Whether ``word`` belongs to the phrase that ends in ``last``: "the UTXO set", "a huge amount"."""
        is_many = tag(last, self._reading.language).lemma != last.casefold()  # "the bakers runs" is no phrase
        is_thing = self._names(word) and not may_be_verb(word, self._reading.language)
        return not is_many and (is_thing or word in self._reading.lexicon.compounding)

    def _names(self, word: str) -> bool:
        return tag(word, self._reading.language).part in {"noun", "name"}

    def is_fair(self, statement: str, hidden: str) -> bool:
        """Whether ``hidden`` stands once, is short, and no word of it or of its family stays visible."""
        if statement.count(hidden) != 1 or len(words(hidden)) > MOST_HIDDEN:
            return False
        before, _, after = statement.partition(hidden)
        if self._colours(before) or self._is_cut(before, hidden, after):
            return False
        if before.rstrip().casefold().endswith((" an", " a")) and hidden[:1].casefold() in "aeiou":
            return False  # "an" would give the first letter away
        visible = words(statement.replace(hidden, " "))
        if len(visible) < LEAST_VISIBLE:
            return False
        return not self._reading.lemmas(hidden) & self._reading.lemmas(" ".join(visible))


def _noun_phrase(run: Sequence[Token], grammar: Grammar) -> Sequence[Token]:
    """Return the last three words of ``run`` at most, from an adjective or noun to a noun; may be empty.

    Where adjectives follow their noun, they are from a noun to an adjective or noun.
    """
    first, last = {"noun", "name"}, {"noun", "name"}
    (last if grammar.adjectives_follow else first).add("adjective")
    end = len(run)
    while end and run[end - 1].role not in last:
        end -= 1
    start = max(0, end - 3)
    while start < end and run[start].role not in first:
        start += 1
    return run[start:end]


def _hides_verb(held: Sequence[Token], language: str) -> bool:
    """Whether a phrase of several words may have a verb in it that the tagger took for a plural noun.

    "relies" has no singular that anybody says; "encodes" has one that is a verb.
    """
    return len(held) > 1 and any(may_be_verb(token.word, language) for token in held)


def may_be_verb(word: str, language: str) -> bool:
    """Whether ``word`` ends as a verb of the third person and has no singular that is a noun alone."""
    singular = tag(word, language).lemma
    if singular == word and word.endswith("ies"):  # "relies", which no model knows by its dictionary form
        singular = f"{word[:-3]}y"
    return word.endswith("s") and (tag(singular, language).part == "verb" or zipf(singular, language) < 1)


def _number(units: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern that finds a number in digits with its currency and the unit after it."""
    return re.compile(
        rf"(?<![\w.\-‑–])[$€£]?\d[\d,.]*(?:\s?(?:{either(units or ('%',))}))?(?!\w|[-‑–]\w|,?\s\d)"
    )
