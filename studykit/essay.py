"""Rewords a transcript lightly, turn by turn, so that it reads like an essay; each sentence keeps its origin.

Offline it is tidied: fillers and false starts go, and nothing is added. What is not for study, and what only
shows that somebody listens, is left out whole. A language model's rewording takes a paragraph's place where
it is given.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise

from studykit.language import lexicon
from studykit.language.asides import AsideFinder
from studykit.language.lexicon import Lexicon, phrases
from studykit.language.sentences import Sentence, sentences_of
from studykit.language.speech import Tidier
from studykit.model import Chapter, Segment, StudyDocument
from studykit.templates import Templates
from studykit.text import fold, is_question, words

SHORT_WORDS, LONG_WORDS = 60, 130
"""A paragraph ends where a sentence begins anew after so many words, and after so many in any case."""
FEWEST_WORDS = 30
"""With fewer it does not end where the source ends one: some write each sentence on a line of its own."""
LISTENING_WORDS = 4


@dataclass(frozen=True)
class Reworded:
    """A sentence as it stands in its turn, with the white space after it, and as it reads; "" for nothing."""

    before: str
    after: str


@dataclass(frozen=True)
class Paragraph:
    """Sentences of the turn with the index ``turn``; ``key`` finds it again in the same transcript.

    ``is_left_out`` says that it is not for study, or that it only shows that somebody listens.
    """

    key: str
    turn: int
    sentences: tuple[Reworded, ...]
    is_left_out: bool = False

    @property
    def text(self) -> str:
        """The paragraph as it reads; "" where it is left out."""
        return " ".join(each.after for each in self.sentences if each.after)

    @property
    def before(self) -> str:
        """The words of the transcript that it stands for."""
        return "".join(each.before for each in self.sentences)


@dataclass(frozen=True)
class Speech:
    """What one speaker says in a chapter until another speaks; ``start_ms`` is None where nobody knows."""

    speaker: str
    start_ms: int | None
    paragraphs: tuple[Paragraph, ...]

    @property
    def is_read(self) -> bool:
        """Whether anything of it is in the essay."""
        return any(paragraph.text for paragraph in self.paragraphs)


@dataclass(frozen=True)
class Section:
    """A chapter of the essay; ``chapter`` is None for what comes before the first one."""

    chapter: Chapter | None
    speeches: tuple[Speech, ...]


@dataclass(frozen=True)
class Essay:
    """The whole transcript, reworded."""

    sections: tuple[Section, ...]

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """All paragraphs in order, left out or not; together they stand for all that was said."""
        for section in self.sections:
            for speech in section.speeches:
                yield from speech.paragraphs


def essay(document: StudyDocument, templates: Templates, rewritten: Mapping[str, str] | None = None) -> Essay:
    """Return ``document``'s transcript as an essay; ``rewritten`` are paragraphs by a model, by their keys.

    Raises TemplateError where the word lists of the language are broken.
    """
    return _Composer(document, lexicon.load(document.episode.spoken, templates), rewritten or {}).essay()


@dataclass(frozen=True)
class _Placed:
    """A sentence with its rewording, its turn's and its chapter's number, and where in the turn it begins."""

    turn: int
    chapter: int
    segment: Segment
    reworded: Reworded
    is_left_out: bool
    begins: int


class _Composer:
    def __init__(self, document: StudyDocument, lists: Lexicon, rewritten: Mapping[str, str]) -> None:
        self._document = document
        self._lexicon = lists
        self._rewritten = rewritten
        self._tidier = Tidier(_habits(lists))
        self._leaning = phrases((*lists.leaning, *lists.transitions.continuations))

    def essay(self) -> Essay:
        sections = []
        for number, held in groupby(self._placed(), lambda each: each.chapter):
            speeches = tuple(self._speeches(held))
            sections.append(Section(self._chapters[number - 1][1] if number else None, speeches))
        return Essay(tuple(sections))

    def _speeches(self, placed: Iterator[_Placed]) -> Iterator[Speech]:
        names = self._document.transcript.names
        for turn, said in groupby(placed, lambda each: each.turn):
            held = tuple(said)
            speaker = names.get(self._document.turns[turn].speaker_id or "", "")
            yield Speech(speaker, held[0].segment.start_ms, tuple(self._paragraphs(held)))

    def _paragraphs(self, placed: Sequence[_Placed]) -> Iterator[Paragraph]:
        held: list[_Placed] = []
        for each in placed:
            if held and self._ends(held, each):
                yield self._paragraph(held)
                held = []
            held.append(each)
        yield self._paragraph(held)

    def _paragraph(self, held: Sequence[_Placed]) -> Paragraph:
        first = held[0]
        key = f"{first.turn}:{first.begins}"
        sentences = tuple(each.reworded for each in held)
        text = self._rewritten.get(key)
        if text and not first.is_left_out:
            sentences = (Reworded("".join(each.before for each in sentences), text),)
        return Paragraph(key, first.turn, sentences, first.is_left_out)

    def _ends(self, held: Sequence[_Placed], following: _Placed) -> bool:
        """Whether a paragraph of the sentences ``held`` ends before the ``following`` one."""
        if following.is_left_out != held[0].is_left_out:
            return True
        count = sum(len(words(each.reworded.after)) for each in held)
        if held[-1].reworded.before.endswith("\n"):
            return count >= FEWEST_WORDS
        leans = self._leaning.match(fold(following.reworded.after))
        return count >= LONG_WORDS or (count >= SHORT_WORDS and not leans)

    def _placed(self) -> Iterator[_Placed]:
        """Yield all that was said, in order, as sentences that leave no character between them out."""
        sentences = sentences_of(self._document.transcript, AsideFinder(self._lexicon))
        by_turn = {turn: tuple(held) for turn, held in groupby(sentences, lambda each: each.turn)}
        listening = self._listening(by_turn)
        for turn, said in enumerate(self._document.turns):
            held = by_turn.get(turn, ())
            starts = [0, *(sentence.start for sentence in held[1:])] if held else [0]
            for sentence, (start, end) in zip(
                held or (None,), pairwise((*starts, len(said.text))), strict=True
            ):
                is_left_out = sentence is None or sentence.aside is not None or turn in listening
                segment = self._segments[sentence.segment_id] if sentence else said.segments[0]
                yield _Placed(
                    turn=turn,
                    chapter=self._chapter(segment.id),
                    segment=segment,
                    reworded=self._reworded(said.text[start:end], sentence, is_left_out=is_left_out),
                    is_left_out=is_left_out,
                    begins=start,
                )

    def _reworded(self, before: str, sentence: Sentence | None, *, is_left_out: bool) -> Reworded:
        if sentence is None or is_left_out:
            return Reworded(before, "")
        # To the tidier a number alone is no sentence, but it may be the answer.
        alone = sentence.text if any(map(str.isdigit, sentence.text)) else ""
        return Reworded(before, self._tidier.tidy(sentence.text) or alone)

    def _listening(self, by_turn: Mapping[int, Sequence[Sentence]]) -> frozenset[int]:
        """Return the turns that only show that somebody listens: a few common words that answer nothing."""
        found = set()
        for turn, held in by_turn.items():
            before = by_turn.get(turn - 1)
            spoken = [word for sentence in held for word in sentence.words]
            answers = before is None or is_question(before[-1].text)
            asks = any(is_question(sentence.text) for sentence in held)
            if (
                not answers
                and not asks
                and len(spoken) <= LISTENING_WORDS
                and all(map(self._is_idle, spoken))
            ):
                found.add(turn)
        return frozenset(found)

    def _is_idle(self, word: str) -> bool:
        folded = fold(word)
        return folded in self._idle and not self._lexicon.denies(folded)

    @cached_property
    def _idle(self) -> frozenset[str]:
        lists = (*self._lexicon.fillers, *self._lexicon.parentheses, *self._lexicon.openers_before_comma)
        return frozenset(lists)

    def _chapter(self, segment_id: str) -> int:
        """Return the number of the chapter that a segment stands in, from 1; 0 before the first one."""
        return bisect_right(self._chapters, self._orders[segment_id], key=lambda each: each[0])

    @cached_property
    def _segments(self) -> dict[str, Segment]:
        return {segment.id: segment for segment in self._document.transcript.segments}

    @cached_property
    def _orders(self) -> dict[str, int]:
        return {segment.id: order for order, segment in enumerate(self._document.transcript.segments)}

    @cached_property
    def _chapters(self) -> list[tuple[int, Chapter]]:
        begun = ((self._orders.get(each.first_segment_id), each) for each in self._document.chapters)
        return sorted(((order, each) for order, each in begun if order is not None), key=lambda pair: pair[0])


def _habits(lists: Lexicon) -> Lexicon:
    """Return ``lists`` by which a sentence keeps what joins it to the one before: "but", "so", "first"."""
    habits = frozenset((*lists.parentheses, *lists.fillers))
    return lists.model_copy(
        update={
            "openers": tuple(each for each in lists.openers if each in habits),
            "openers_before_comma": tuple(each for each in lists.openers_before_comma if each in habits),
        }
    )
