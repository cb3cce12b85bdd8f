"""Titles for chapters that have none, made of the chapter's own words."""

import math
from collections import Counter
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
    holding = [{sentence.order for sentence in chapter} for chapter in chapters]
    uses = {term.key: [sum(order in held for order in term.sentences) for held in holding] for term in terms}
    return [
        _title(number, chapter, [term for term in terms if uses[term.key][number]], uses, reading)
        for number, chapter in enumerate(chapters)
    ]


def _title(
    number: int,
    chapter: Sequence[Sentence],
    terms: Sequence[FoundTerm],
    uses: dict[str, list[int]],
    reading: Reading,
) -> str:
    def weight(term: FoundTerm) -> float:
        counts = uses[term.key]
        spread = sum(count > 0 for count in counts)
        if spread > max(1, EVERYWHERE * len(counts)):
            return 0.0
        return math.log(1 + counts[number]) * math.log((1 + len(counts)) / spread) * math.sqrt(term.weight)

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
    counts = Counter(lemma for sentence in chapter for lemma in reading.content[sentence.order])
    best = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:2]
    return _joined([lemma for lemma, _ in best], reading)


def _joined(names: Sequence[str], reading: Reading) -> str:
    conjunction = reading.lexicon.conjunction
    return (f" {conjunction} " if conjunction else ", ").join(names)
