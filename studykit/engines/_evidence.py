"""What stands behind drafts of rules: sentences quoted, those around them, where terms are explained."""

from collections.abc import Iterable, Mapping, Sequence

from studykit.analysis.definitions import Explanation
from studykit.analysis.episode import Reading
from studykit.analysis.explaining import IDLE_ODDS, MOST_QUOTED_WORDS, Place
from studykit.analysis.known_terms import KnownTerms
from studykit.analysis.points import PointScorer
from studykit.analysis.terms import FoundTerm
from studykit.drafts import Evidence
from studykit.language.sentences import Sentence
from studykit.text import squeeze

SENTENCES_AROUND = 2
"""So many sentences before a quote and after it go along, folded away, for who wonders a month later."""
TELLING_PLACES = 2
"""At most so many places that explain a term stand behind a card that only names it."""


class EvidenceFinder:
    """Finds evidence in one episode; ``places`` are those that explain each term, by its key."""

    def __init__(
        self,
        reading: Reading,
        scorer: PointScorer,
        terms: KnownTerms,
        places: Mapping[str, tuple[Place, ...]],
    ) -> None:
        self._reading = reading
        self._scorer = scorer
        self._terms = terms
        self._places = places

    def of_term(self, term: FoundTerm, explanation: Explanation | None) -> Iterable[Evidence]:
        """Yield what says in so many words what ``term`` means, and places that explain it."""
        saying = explanation.sentences if explanation else ()
        shown = {sentence.order for sentence in saying}
        if len({sentence.turn for sentence in saying}) == 1:
            yield self._said_in(saying)
        else:  # who says it goes before who asked
            yield from map(cited, reversed(saying))
        for place in self._places[term.key]:
            if not shown & {sentence.order for sentence in place.sentences}:
                yield _cited_place(place)

    def beyond(self, term: FoundTerm, place: Place) -> Iterable[Evidence]:
        """Yield what follows the sentence that ``place`` begins with, and the other places of ``term``."""
        if place.sentences[1:]:
            yield self._said_in(place.sentences[1:])
        for other in self._places[term.key]:
            if other is not place:
                yield _cited_place(other)

    def behind(self, sentence: Sentence) -> Iterable[Evidence]:
        """Yield what a learner looks up behind a card that quotes ``sentence``."""
        yield from self.around(sentence)
        yield from self._telling_of(sentence)

    def around(self, sentence: Sentence) -> Iterable[Evidence]:
        """Yield the words before ``sentence`` in its turn, and those after it."""
        for step in (-1, 1):
            beside = self._beside(sentence, step)
            if beside:
                yield self._said_in(sorted(beside, key=lambda held: held.order))

    def _beside(self, sentence: Sentence, step: int) -> list[Sentence]:
        """Return the next sentences in one direction, up to the last that tells something."""
        held: list[Sentence] = []
        told = said = 0
        for distance in range(1, SENTENCES_AROUND + 1):
            order = sentence.order + step * distance
            beside = self._reading.sentences[order] if 0 <= order < len(self._reading.sentences) else sentence
            said += len(beside.words)
            is_beside = beside is not sentence and beside.turn == sentence.turn and not beside.aside
            if not is_beside or (held and said > MOST_QUOTED_WORDS):
                break
            held.append(beside)
            if self._scorer.score(beside) >= IDLE_ODDS:
                told = len(held)
        return held[:told]

    def _said_in(self, sentences: Sequence[Sentence]) -> Evidence:
        """Return the words of a turn from the first of ``sentences`` to the last as one quote."""
        said = self._reading.transcript.turns[sentences[0].turn].text
        quote = squeeze(said[sentences[0].start : sentences[-1].end])
        return Evidence(quote=quote, segment_id=sentences[0].segment_id)

    def _telling_of(self, sentence: Sentence) -> Iterable[Evidence]:
        """Yield the places elsewhere that explain the weightiest term of ``sentence``."""
        named = (term for _, _, term in self._terms.within(sentence.words) if term.key in self._places)
        term = max(named, key=lambda term: (term.weight, term.key), default=None)
        beside = (*self._beside(sentence, -1), sentence, *self._beside(sentence, 1))
        shown = {held.order for held in beside}
        for place in self._places[term.key][:TELLING_PLACES] if term else ():
            if not shown & {held.order for held in place.sentences}:
                yield _cited_place(place)


def cited(sentence: Sentence) -> Evidence:
    """Return ``sentence`` as evidence."""
    return Evidence(quote=sentence.text, segment_id=sentence.segment_id)


def _cited_place(place: Place) -> Evidence:
    return Evidence(quote=place.quote, segment_id=place.sentences[0].segment_id)
