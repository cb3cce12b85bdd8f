"""Which words of a statement to hide: its news, whole and telling, never what the rest gives away.

A learned model of choice (``training/cards.py``): of all short runs of words in a statement, which one strict
readers would hide. What may be hidden at all is told by rules.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from studykit.analysis.episode import Reading
from studykit.analysis.known_terms import KnownTerms
from studykit.analysis.ranker import Features, Ranker, load
from studykit.analysis.terms import FoundTerm
from studykit.analysis.word_classes import ClassedWord, WordClass, WordClasses
from studykit.language.frequency import zipf
from studykit.language.lexicon import before, either
from studykit.language.tagging import knows, tag
from studykit.model import FactKind
from studykit.text import straighten, words

MOST_HIDDEN = 4
LEAST_VISIBLE = 7
WHOLE = ("100%", "100 percent", "100 per cent", "0%")
"""Say all or nothing, and are no figures."""
LEAST_ODDS = 1.0
"""Of cards that hide less telling words readers kept 9 of 100, and wanted others hidden in 66."""
MOST_ZIPF, MIDDLING_ZIPF = 7.0, 4.0
"""How often the commonest words are said at large, and those that people like to hide."""
MOST_VERBS = 3
_HOLLOW = frozenset[WordClass]({"article", "joint", "pronoun", "function"})
_THINGS = frozenset[WordClass]({"noun", "name"})


@dataclass(frozen=True)
class Hole:
    """The words to hide."""

    hidden: str
    hint: str = ""
    kind: FactKind = "cloze"


@dataclass(frozen=True)
class _Stated:
    """A statement with its words, and the terms among them: where each begins and ends."""

    text: str
    words: Sequence[ClassedWord]
    terms: Sequence[tuple[int, int, FoundTerm]]


@dataclass(frozen=True)
class _Run:
    """An unbroken run of the words of a statement, ``begin`` to before ``end``; it stands at ``span``."""

    hidden: str
    begin: int
    end: int
    span: tuple[int, int]


class HoleFinder:
    """Finds what to hide in the statements of one episode."""

    def __init__(self, reading: Reading, terms: KnownTerms, ranker: Ranker | None = None) -> None:
        self._reading = reading
        self._terms = terms
        self._ranker = ranker or load("holes")
        self._classes = WordClasses(reading)
        self._number = _number(reading.lexicon.units)
        self._genitive = re.compile(rf"\s+{before(reading.lexicon.genitives)}")

    def find(self, statement: str) -> Iterator[Hole]:
        """Yield what may be hidden in ``statement``, the best first, each once."""
        stated = self._stated(statement)
        rated = [(self._ranker.odds(self._features(run, stated)), run) for run in self._runs(stated)]
        found = set[str]()
        for odds, run in sorted(rated, key=lambda pair: (-pair[0], pair[1].span)):
            hole = self._hole(run, statement) if odds >= LEAST_ODDS else None
            if hole and hole.hidden not in found and self.is_fair(statement, hole.hidden):
                found.add(hole.hidden)
                yield hole

    def features(self, statement: str) -> list[tuple[str, Features]]:
        """Return the runs of words of ``statement`` that may be hidden, each with what it shows."""
        stated = self._stated(statement)
        return [(run.hidden, self._features(run, stated)) for run in self._runs(stated)]

    def _stated(self, statement: str) -> _Stated:
        spoken = self._classes.classed(statement)
        return _Stated(statement, spoken, list(self._terms.within([word.text for word in spoken])))

    def _runs(self, stated: _Stated) -> Iterator[_Run]:
        """Yield the runs of up to MOST_HIDDEN words that may be a phrase, no sign among them."""
        spoken = stated.words
        for begin in range(len(spoken)):
            for end in range(begin + 1, min(len(spoken), begin + MOST_HIDDEN) + 1):
                if spoken[end - 1].of == "sign":
                    break
                if not self._parts_phrases(spoken[begin:end]):
                    span = spoken[begin].start, spoken[end - 1].end
                    yield _Run(stated.text[slice(*span)], begin, end, span)

    def _parts_phrases(self, held: Sequence[ClassedWord]) -> bool:
        """Whether a run begins or ends within a phrase, or goes on into another clause."""
        classes = [word.of for word in held]
        things = classes[:-1] if self._reading.lexicon.grammar.verbs_end_clauses else classes[:1]
        is_clause = not _THINGS.isdisjoint(things) and classes[-1] == "verb"  # "miller relies"
        finite = self._reading.lexicon.clauses.finite
        is_clause |= len(held) > 1 and any(word.text.casefold() in finite for word in held)  # "fee is due"
        joins_unlike = any(  # "set and adds", but not "stool and urine"
            joint == "joint" and one != other
            for one, joint, other in zip(classes, classes[1:], classes[2:], strict=False)
        )
        lexicon, first = self._reading.lexicon, held[0].text.casefold()
        begins_anew = any(  # "Kälte die Hefen", "rye flour because rye"
            (one in _THINGS and other.of == "article") or other.text.casefold() in lexicon.reasons
            for one, other in zip(classes, held[1:], strict=False)
        )
        leans = classes[0] == "joint" or first in lexicon.genitives or first in lexicon.question_words
        return classes[-1] in _HOLLOW or leans or is_clause or joins_unlike or begins_anew

    def _hole(self, run: _Run, statement: str) -> Hole | None:
        """Return the hole where ``run`` stands, a figure with its unit; None where there can be none."""
        start, end = run.span
        figures = self._number.finditer(statement)
        figure = next((each for each in figures if each.start() < end and start < each.end()), None)
        if figure is None:  # where no parts of speech are known only terms surely name a thing
            lexicon, language = self._reading.lexicon, self._reading.language
            is_named = bool(lexicon.stop_words) and knows(language)
            return Hole(run.hidden) if is_named or self._terms.of(run.hidden.split()) else None
        told = figure.group().rstrip(".,")
        is_whole = len(told) > 1 and told not in WHOLE
        if not is_whole or self._is_label(statement[: figure.start()], told):
            return None
        holds_more = start <= figure.start() and figure.start() + len(told) <= end
        hint = self._reading.lexicon.wording.number_hint
        return Hole(run.hidden if holds_more else told, hint, "number")

    def _is_label(self, before: str, number: str) -> bool:
        """Whether a number only tells one thing of a name from another ("BOLT 12", "page 300", "2.0")."""
        if re.fullmatch(r"\d\.\d", number):
            return True
        last = words(before)[-1:]
        is_bare = number.isdigit() and before.endswith(" ")
        return is_bare and bool(last) and tag(last[0], self._reading.language).part in {"noun", "name"}

    def _features(self, run: _Run, stated: _Stated) -> Features:
        """Return what tells how good it would be to hide ``run``."""
        spoken = stated.words
        held = spoken[run.begin : run.end]
        first, last = held[0].of, held[-1].of
        return {
            f"words {len(held)}": 1.0,
            f"first {first}": 1.0,
            f"last {last}": 1.0,
            f"alone {first}": float(len(held) == 1),
            f"before {spoken[run.begin - 1].of if run.begin else 'start'}": 1.0,
            f"after {spoken[run.end].of if run.end < len(spoken) else 'end'}": 1.0,
            "has verb": float(any(word.of == "verb" for word in held)),
            "hollow inside": float(any(word.of in _HOLLOW for word in held[1:-1])),
            **_place(run, spoken),
            **self._rarity(held),
            **_naming(run, stated.terms),
        }

    def _rarity(self, held: Sequence[ClassedWord]) -> Features:
        full = [straighten(word.text).casefold() for word in held if word.of not in _HOLLOW]
        common = [min(MOST_ZIPF, zipf(word, self._reading.language)) for word in full] or [MOST_ZIPF]
        return {
            "full words": len(full),
            "rarest": min(common),
            "commonest": max(common),
            "mean": math.fsum(common) / len(common),
            "rarest off middling": (min(common) - MIDDLING_ZIPF) ** 2,
        }

    def _colours(self, before: str) -> bool:
        """Whether the words before a hole only want some word of praise or degree in it."""
        last = words(before)[-1:]
        return bool(last) and last[0].casefold() in self._reading.lexicon.intensifiers

    def _leans_on(self, before: str) -> bool:
        """Whether a pronoun without its vowel leans on the hole: "pour s'[accaparer]", not "l'[oxygène]"."""
        last = straighten(before.casefold()).rpartition(" ")[2]
        lexicon = self._reading.lexicon
        return last in lexicon.grammar.elided and last not in {
            *lexicon.definitions.articles,
            *lexicon.genitives,
        }

    def _is_cut(self, before: str, hidden: str, after: str) -> bool:
        """Whether a hole parts a phrase: its words belong to the one before it or to the one after it."""
        following = re.match(r"\s+([\w'’-]+)", after)
        leading = re.search(r"(?:^|(?<=[\w,] ))([\w'’-]+)\s+$", before)
        goes_on = following is not None and self._goes_on(words(hidden)[-1], following.group(1))
        is_torn_off = leading is not None and self._is_torn_off(
            leading.group(1), hidden, opens=leading.start() == 0
        )
        return goes_on or is_torn_off or self._genitive.match(after.lower()) is not None

    def _is_torn_off(self, word: str, hidden: str, *, opens: bool) -> bool:
        """Whether ``hidden`` goes on with the phrase of the ``word`` before it, which may open the statement.

        A name goes on ("Raymond [Calvel]"), a number with what it counts ("10 [kilograms]", "one hundred
        [per cent]"), and where adjectives follow a thing with what is said of it ("puntos [centrales de
        fallo]").
        """
        is_name = word[0].isupper() and self._names(word) and (not opens or hidden[0].isupper())
        follows = self._reading.lexicon.grammar.adjectives_follow and self._names(word)
        first = tag(words(hidden)[0], self._reading.language).part
        counts = word[0].isdigit() or word.casefold() in self._reading.lexicon.numerals
        return is_name or counts or (follows and first == "adjective")

    def _goes_on(self, last: str, word: str) -> bool:
        """Whether ``word`` belongs to the phrase that ends in ``last``: "the UTXO set", "a huge amount"."""
        if self._reading.lexicon.grammar.adjectives_follow:  # "riesgos sistémicos centralizados"
            return tag(word, self._reading.language).part == "adjective"
        found = tag(last, self._reading.language)  # "the bakers runs" is no phrase
        is_many = found.part in {"noun", "name"} and found.lemma != last.casefold()
        is_thing = self._names(word) and not self._classes.may_be_verb(word)
        return not is_many and (is_thing or word in self._reading.lexicon.compounding)

    def _names(self, word: str) -> bool:
        return tag(word, self._reading.language).part in {"noun", "name"}

    def is_fair(self, statement: str, hidden: str) -> bool:
        """Whether ``hidden`` stands once, is short, and no word of it or of its family stays visible."""
        spoken = [straighten(word).casefold().removesuffix("'s") for word in words(hidden)]
        if statement.count(hidden) != 1 or not 0 < len(spoken) <= MOST_HIDDEN:
            return False
        if not self._reading.name_words.isdisjoint(spoken):
            return False  # who talks is known
        before, _, after = statement.partition(hidden)
        if self._leans_on(before) or self._colours(before) or self._is_cut(before, hidden, after):
            return False
        if before.rstrip().casefold().endswith((" an", " a")) and hidden[:1].casefold() in "aeiou":
            return False  # "an" would give the first letter away
        visible = words(statement.replace(hidden, " "))
        if len(visible) < LEAST_VISIBLE:
            return False
        return not self._reading.lemmas(hidden) & self._reading.lemmas(" ".join(visible))


def _place(run: _Run, spoken: Sequence[ClassedWord]) -> Features:
    """Return where in its statement ``run`` stands: news comes late, and after the verb."""
    said = [at for at, word in enumerate(spoken) if word.of != "sign"]
    start = said.index(run.begin) / len(said)
    verbs = [at for at in said if at < run.begin and spoken[at].of == "verb"]
    return {
        "start": start,
        "off middle": (start - 0.5) ** 2,
        "at the end": float(run.end > said[-1]),
        "after a verb": float(bool(verbs)),
        "verbs before": min(MOST_VERBS, len(verbs)),
        "from verb": math.log(1 + run.begin - verbs[-1]) if verbs else 0.0,
    }


def _naming(run: _Run, terms: Sequence[tuple[int, int, FoundTerm]]) -> Features:
    """Return whether ``run`` is a term of the episode, holds one, or is a part of one."""
    held = [term for begin, end, term in terms if run.begin <= begin and end <= run.end]
    own = next((term for begin, end, term in terms if (begin, end) == (run.begin, run.end)), None)
    around = [(begin, end) for begin, end, _ in terms if begin <= run.begin and run.end <= end]
    return {
        "is term": float(own is not None),
        "weight": own.weight if own else 0.0,
        "uses": math.log(1 + len(own.sentences)) if own else 0.0,
        "most uses within": math.log(1 + max((len(term.sentences) for term in held), default=0)),
        "most weight within": max((term.weight for term in held), default=0.0),
        "part of term": float(any(place != (run.begin, run.end) for place in around)),
    }


def _number(units: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern that finds a number in digits with its currency and the unit after it."""
    return re.compile(
        rf"(?<![\w.\-‑–])[$€£]?\d[\d,.]*(?:\s?(?:{either(units or ('%',))}))?(?!\w|[-‑–]\w|,?\s\d)"
    )
