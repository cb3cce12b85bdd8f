"""Cuts an episode into windows: up to three sentences that follow each other, with what tells of them."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from studykit.analysis.episode import read_episode
from studykit.analysis.points import PointScorer
from studykit.language.sentences import Sentence
from studykit.model import StudyDocument
from studykit.templates import Templates
from studykit.text import is_question, without_accents, words

SENTENCES = 3
"""Of passages of three sentences more hold the evidence than of two, of four hardly more."""
STEM = 6
"""Words that begin with the same letters are mostly forms of one word ("isolate", "isolation")."""


@dataclass(frozen=True)
class Piece:
    """A sentence: where it stands, its lemmas, and how telling it is."""

    turn: int
    start: int
    end: int
    text: str
    segment_id: str
    lemmas: tuple[str, ...]
    odds: float

    @property
    def is_question(self) -> bool:
        """Whether it asks."""
        return is_question(self.text.rstrip("\"'”’»)"))


@dataclass(frozen=True)
class Window:
    """Pieces of one turn, ``lead`` what is said before them, and the lemmas by which they are found.

    ``asked`` are those of the question that they answer, ``around`` those of the piece after them and of the
    two before, ``heading`` those of the chapter's title, ``explained`` the terms that they explain.
    """

    pieces: tuple[Piece, ...]
    lead: Piece | None
    chapter: str
    said: tuple[str, ...]
    asked: tuple[str, ...]
    around: tuple[str, ...]
    heading: tuple[str, ...]
    explained: tuple[str, ...]

    @cached_property
    def near(self) -> frozenset[str]:
        """The stems of what is said in it."""
        return frozenset(map(stem, self.said))

    @cached_property
    def wide(self) -> frozenset[str]:
        """The stems of what is said in it and around it."""
        return self.near | frozenset(map(stem, (*self.asked, *self.around, *self.heading)))

    @property
    def odds(self) -> float:
        """The mean log odds of its sentences to carry a key point."""
        return sum(piece.odds for piece in self.pieces) / len(self.pieces)

    @property
    def asking(self) -> float:
        """The share of its sentences that ask and do not answer."""
        return sum(piece.is_question for piece in self.pieces) / len(self.pieces)


def stem(lemma: str) -> str:
    """Return the beginning of a lemma, without case and accents."""
    return without_accents(lemma).casefold()[:STEM]


class Speech:
    """One episode as windows; what is not for study is in none of them."""

    def __init__(self, document: StudyDocument, templates: Templates) -> None:
        self.document = document
        self.reading = read_episode(document.transcript, templates)
        terms = (lemma for term in document.glossary for lemma in self.reading.lemmas(term.term))
        self._scorer = PointScorer(self.reading, frozenset(terms))
        self.windows = tuple(self._cut())

    def leans(self, piece: Piece) -> bool:
        """Whether ``piece`` begins with a word that points to what is said before it."""
        return self._scorer.leans(self.reading.tidier.tidy(piece.text))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """All lemmas of what is for study."""
        each = ((*window.said, *window.asked, *window.around) for window in self.windows)
        return frozenset(lemma for lemmas in each for lemma in lemmas)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The beginnings of all lemmas that are said."""
        return frozenset(map(stem, self.vocabulary))

    def _cut(self) -> Iterator[Window]:
        before: tuple[Piece, ...] = ()
        for pieces in self._turns():
            for first in range(max(1, len(pieces) - SENTENCES + 1)):
                held = _without_last_questions(pieces[first : first + SENTENCES])
                earlier = pieces[max(0, first - 2) : first] or before[-2:]
                if held:
                    yield self._window(held, earlier, pieces[first + len(held) :][:1])
            before = pieces

    def _window(self, held: tuple[Piece, ...], earlier: Sequence[Piece], later: Sequence[Piece]) -> Window:
        chapter = self._chapter(held[0])
        asked = [piece for piece in earlier if piece.is_question and piece.turn != held[0].turn][-1:]
        return Window(
            pieces=held,
            lead=self._lead(held[0], earlier),
            chapter=chapter,
            said=tuple(lemma for piece in held for lemma in piece.lemmas),
            asked=tuple(lemma for piece in asked for lemma in piece.lemmas),
            around=tuple(lemma for piece in (*earlier, *later) for lemma in piece.lemmas),
            heading=self.lemmas(chapter),
            explained=tuple(
                lemma for piece in held for lemma in self._explained.get((piece.turn, piece.start), ())
            ),
        )

    def _lead(self, first: Piece, earlier: Sequence[Piece]) -> Piece | None:
        """Return the piece before ``first`` where that leans on it, or the question that it answers."""
        if not earlier:
            return None
        if earlier[-1].turn != first.turn:
            return next((piece for piece in reversed(earlier) if piece.is_question), None)
        return earlier[-1] if self.leans(first) else None

    def _turns(self) -> Iterator[tuple[Piece, ...]]:
        turns: dict[int, list[Piece]] = defaultdict(list)
        for sentence in self.reading.sentences:
            if not sentence.aside:
                turns[sentence.turn].append(self._piece(sentence))
        return map(tuple, turns.values())

    def _piece(self, sentence: Sentence) -> Piece:
        start, end, odds = sentence.start, sentence.end, self._scorer.score(sentence)
        said = self.document.turns[sentence.turn].text[start:end]
        return Piece(sentence.turn, start, end, said, sentence.segment_id, self.lemmas(said), odds)

    def lemmas(self, text: str) -> tuple[str, ...]:
        """Return the lemmas of the telling words of ``text``, in order."""
        return self.reading.lemmas_of_words(tuple(words(text)))

    def _chapter(self, piece: Piece) -> str:
        order = self.reading.order_of_segment[piece.segment_id]
        at = bisect_right(self._chapters, order, key=lambda chapter: chapter[0])
        return self._chapters[at - 1][1] if at else ""

    @cached_property
    def _chapters(self) -> list[tuple[int, str]]:
        orders = self.reading.order_of_segment
        begun = ((orders.get(each.first_segment_id), each.title) for each in self.document.chapters)
        return sorted((order, title) for order, title in begun if order is not None)

    @cached_property
    def _explained(self) -> dict[tuple[int, int], tuple[str, ...]]:
        """Which terms the glossary explains by the sentence at a place: a turn, and an offset in it."""
        of_segment = defaultdict(list)
        for sentence in self.reading.sentences:
            of_segment[sentence.segment_id].append(sentence)
        found: dict[tuple[int, int], tuple[str, ...]] = defaultdict(tuple)
        for term in self.document.glossary:
            for citation in term.citations:
                for sentence in (each for id_ in citation.segment_ids for each in of_segment[id_]):
                    if sentence.text in citation.quote or citation.quote in sentence.text:
                        found[sentence.turn, sentence.start] += self.lemmas(term.term)
        return found


def _without_last_questions(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return ``pieces`` up to the last that does not ask: what asks is answered by what follows it."""
    while pieces and pieces[-1].is_question:
        pieces = pieces[:-1]
    return pieces
