"""Titles for chapters that have none, made of the chapter's own words."""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

from studykit.analysis.episode import Reading
from studykit.analysis.terms import FoundTerm
from studykit.language.sentences import Sentence

EVERYWHERE = 0.5
"""A term in more than this share of the chapters tells none of them apart."""


def titles_of(
    chapters: Sequence[Sequence[Sentence]], terms: Sequence[FoundTerm], reading: Reading
) -> list[str]:
    """Return one title a chapter: the one or two terms that it says and the other chapters do not.

    Terms are weighed by tf-idf over the chapters. A chapter without telling terms gets its most frequent
    content words, and "" where it has none.
    """
    place = {sentence.order: number for number, chapter in enumerate(chapters) for sentence in chapter}
    uses = {term.key: Counter(place[order] for order in term.sentences if order in place) for term in terms}
    said: list[list[FoundTerm]] = [[] for _ in chapters]
    for term in terms:
        for number in uses[term.key]:
            said[number].append(term)
    return [
        _title(number, chapter, said[number], uses, of=len(chapters), reading=reading)
        for number, chapter in enumerate(chapters)
    ]


def _title(
    number: int,
    chapter: Sequence[Sentence],
    terms: Sequence[FoundTerm],
    uses: dict[str, Counter[int]],
    *,
    of: int,
    reading: Reading,
) -> str:
    def weight(term: FoundTerm) -> float:
        spread = len(uses[term.key])
        if spread > max(1, EVERYWHERE * of):
            return 0.0
        often = math.log(1 + uses[term.key][number])
        return often * math.log((1 + of) / spread) * math.sqrt(term.weight)

    chosen: list[FoundTerm] = []
    for term in sorted(terms, key=lambda term: (-weight(term), term.key)):
        if weight(term) > 0 and all(not term.lemmas & other.lemmas for other in chosen):
            chosen.append(term)
        if len(chosen) == 2:
            break
    chosen.sort(key=lambda term: next(order for order in term.sentences if order >= chapter[0].order))
    title = _joined([term.name for term in chosen], reading) or _frequent(chapter, reading)
    return title[:1].upper() + title[1:]


def _frequent(chapter: Sequence[Sentence], reading: Reading) -> str:
    """Return the commonest content words as they are written most: "AI", not "ai"."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for word in (word for sentence in chapter for word in sentence.words):
        for lemma in reading.lemmas_of_words((word,)):
            forms[lemma][word] += 1
    best = sorted(forms.items(), key=lambda item: (-item[1].total(), item[0]))[:2]
    return _joined(
        [max(written.items(), key=lambda item: (item[1], item[0]))[0] for _, written in best], reading
    )


def _joined(names: Sequence[str], reading: Reading) -> str:
    conjunction = reading.lexicon.conjunction
    return (f" {conjunction} " if conjunction else ", ").join(names)
