"""Which phrases name what a chapter is about: those said early and often in it, and asked for.

A logistic model, fitted by ``training/titles.py`` to the titles that people gave to chapters.
"""

import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from studykit.analysis.candidates import Candidate, collect
from studykit.analysis.episode import Reading
from studykit.analysis.ranker import Features
from studykit.analysis.termhood import zipf_or_least
from studykit.language.frequency import zipf
from studykit.language.sentences import Sentence
from studykit.language.tagging import tag
from studykit.text import is_question, straighten

EARLY_WORDS = 100
NEAR_WORDS = 60
ASKING_WORDS = 200
EVERYWHERE = 0.5
"""A phrase in more than this share of the chapters tells none of them apart."""
FEW_CHAPTERS = 3
VERB_ZIPF = 5.5
"""A first word said more often than this is no adjective: "use SST" is no name."""


@dataclass(frozen=True)
class Name:
    """A phrase that may name a chapter, with its lemmas but for stop words, and what speaks for it."""

    text: str
    lemmas: frozenset[str]
    words: int
    first: int
    features: Features


class Namer:
    """Finds the phrases that may name the chapters of one episode."""

    def __init__(self, chapters: Sequence[Sequence[Sentence]], reading: Reading) -> None:
        self._chapters = chapters
        self._reading = reading
        self._begins = [0, *accumulate(len(sentence.words) for sentence in reading.sentences)]
        self._persons = {
            straighten(part).casefold() for name in reading.transcript.names.values() for part in name.split()
        }
        self._firsts = [chapter[0].order for chapter in chapters if chapter]
        self._numbers = [number for number, chapter in enumerate(chapters) if chapter]
        self._held: dict[int, list[tuple[Candidate, list[int]]]] = defaultdict(list)
        self._spread: Counter[str] = Counter()
        for candidate in collect(reading).values():
            if self._may_name(candidate):
                self._note(candidate)

    def names(self, number: int) -> Iterator[Name]:
        """Yield the phrases that may name chapter ``number``; those in most chapters only where all are."""
        held = self._held[number]
        telling = [(c, orders) for c, orders in held if not self._is_everywhere(c)]
        for candidate, orders in telling or held:
            yield Name(
                candidate.name,
                self._lemmas(candidate),
                len(candidate.words),
                orders[0],
                self._features(candidate, orders, number),
            )

    def _note(self, candidate: Candidate) -> None:
        """Keep in which chapters, and in which of their sentences, ``candidate`` is said."""
        orders: dict[int, list[int]] = defaultdict(list)
        for order in candidate.sentences:
            index = bisect_right(self._firsts, order) - 1
            if index >= 0 and order <= self._chapters[self._numbers[index]][-1].order:
                orders[self._numbers[index]].append(order)
        self._spread[candidate.key] = len(orders)
        for number, said in orders.items():
            self._held[number].append((candidate, said))

    def _may_name(self, candidate: Candidate) -> bool:
        """Whether a phrase is a name: no piece of a clause, no stutter, none of the speakers."""
        spoken = {straighten(word).casefold().removesuffix("'s") for word in candidate.words}
        is_person = bool(self._persons & spoken)
        has_letter = any(len(word) == 1 and word.isalpha() for word in spoken)
        is_name = bool(self._lemmas(candidate)) and len(spoken) == len(candidate.words)
        is_piece = self._is_clause(candidate) or self._is_oblique(candidate)
        return is_name and not (has_letter or is_person or is_piece)

    def _is_oblique(self, candidate: Candidate) -> bool:
        """Whether the form of its adjective shows that an article belongs before it."""
        endings = self._reading.lexicon.grammar.oblique_adjectives
        return candidate.roles[0] == "adjective" and candidate.words[0].endswith(endings)

    def _is_clause(self, candidate: Candidate) -> bool:
        """Whether a verb begins the phrase ("use SST") or follows a name in it ("Satoshi created money")."""
        first, language = candidate.words[0], self._reading.language
        is_common = zipf(first.casefold(), language) > VERB_ZIPF
        begins = candidate.roles[0] != "name" and (is_common or tag(first, language).part == "verb")
        follows = ("name", "adjective") in pairwise(candidate.roles)
        return (
            begins
            or self._acts(candidate)
            or (follows and not self._reading.lexicon.grammar.adjectives_follow)
        )

    def _acts(self, candidate: Candidate) -> bool:
        """Whether the phrase tells what somebody is doing ("users running"), not what it is called."""
        doing = (place for place, role in enumerate(candidate.roles) if role == "gerund" and place > 0)
        return any(self._is_actor(candidate, place - 1) for place in doing)

    def _is_actor(self, candidate: Candidate, place: int) -> bool:
        """Whether the word at ``place`` is several things, or a name that the phrase is said of only once."""
        actor = candidate.words[place]
        is_plural = tag(actor, self._reading.language).lemma != straighten(actor).casefold()
        return is_plural or (candidate.roles[place] == "name" and candidate.count == 1)

    def _is_everywhere(self, candidate: Candidate) -> bool:
        return self._spread[candidate.key] > max(FEW_CHAPTERS, EVERYWHERE * len(self._firsts))

    def _lemmas(self, candidate: Candidate) -> frozenset[str]:
        return frozenset(lemma for lemma in candidate.lemmas if not self._reading.lexicon.is_stop(lemma))

    def _features(self, candidate: Candidate, orders: Sequence[int], number: int) -> Features:
        """Return what is measured of a phrase that the sentences ``orders`` of chapter ``number`` say."""
        chapter = self._chapters[number]
        said = self._begins[chapter[-1].order + 1] - self._begins[chapter[0].order]
        before = self._begins[orders[0]] - self._begins[chapter[0].order]
        share = len(orders) / len(candidate.sentences)
        asked = (
            self._reading.sentences[order].text for order in orders[:2] if self._is_early(order, chapter)
        )
        return {
            "count": math.log(len(orders)),
            "once": float(len(orders) == 1),
            "rate": math.log(len(orders) / (said or 1) * 100),
            "focus": math.log(share * self._begins[-1] / (said or 1)),
            "first": math.exp(-before / EARLY_WORDS),
            "near": float(before < NEAR_WORDS),
            "asked": float(any(is_question(text) for text in asked)),
            "one word": float(len(candidate.words) == 1),
            "three words": float(len(candidate.words) == 3),
            "four words": float(len(candidate.words) > 3),
            "named": candidate.named / candidate.count,
            "capital": float(any(word[0].isupper() for word in candidate.name.split())),
            "explained": math.log1p(candidate.christened + candidate.explained),
            "free": 1 - min(1.0, sum(candidate.nested_in.values()) / candidate.count),
            "article": candidate.with_article / candidate.count,
            "chapters": math.log(self._spread[candidate.key] / len(self._firsts)),
            "rarest": min(zipf_or_least(word, self._reading.language) for word in candidate.words),
        }

    def _is_early(self, order: int, chapter: Sequence[Sentence]) -> bool:
        return self._begins[order] - self._begins[chapter[0].order] < ASKING_WORDS
