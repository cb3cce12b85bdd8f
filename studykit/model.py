"""The words of the program: what was said (``Transcript``) and what to learn (``StudyDocument``).

Both are frozen values; each step takes them and gives new ones. All times are integer milliseconds from
the start of the episode, named ``_ms``, and None where the source has none. All text is plain: a writer
turns it into HTML or XML. The JSON form of ``StudyDocument`` is public: see
``docs/study-json.md``.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Annotated, Literal, Self, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from studykit.notices import Notice
from studykit.text import clean, words

SCHEMA: Literal["studykit/1"] = "studykit/1"
BLANK = "[…]"
"""Stands in a cloze card's front for the words that its back holds."""


def _clean(value: object) -> object:
    return clean(value) if isinstance(value, str) else value


Text = Annotated[str, BeforeValidator(_clean)]
"""Text without characters that no output may hold; every door leads through it."""

Role = Literal["host", "guest", "unknown"]
Aside = Literal["advert", "greeting", "housekeeping", "legal", "preview", "joke", "marker"]
Origin = Literal["given", "detected"]
Asks = Literal["is", "does", ""]
TermKind = Literal["concept", "acronym", "person", "organisation", "work"]
QuestionKind = Literal["question", "why", "how", "compare", "who-said"]
FactKind = Literal["cloze", "number", "list"]
Match = Literal["exact", "snapped"]


class Value(BaseModel):
    """A frozen record that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Episode(Value):
    """What is known about the episode itself.

    ``key`` is the identity that ids are made from: it must not change when a transcript is corrected.
    ``link_pattern`` is a link to a moment with ``{seconds}``, ``{ms}`` or ``{clock}`` in place of its time.
    """

    key: Text
    title: Text
    show: Text = ""
    published: date | None = None
    url: Text = ""
    audio_url: Text = ""
    link_pattern: Text = ""
    language: Text = "en"
    duration_ms: int | None = None

    @property
    def spoken(self) -> str:
        """The language without its region or script: BCP 47's primary subtag, ``und`` where there is none."""
        primary = re.match(r"[a-z]{2,3}(?![^-_])", self.language.strip().casefold())
        return primary.group() if primary else "und"


class Speaker(Value):
    """A voice of the episode, by the name the transcript gives it."""

    id: Text
    name: Text
    role: Role = "unknown"


class Segment(Value):
    """The smallest piece of the source: a cue, a paragraph, a line of recognised speech.

    ``paragraph`` says that a new paragraph begins here; ``aside`` why it is not for study, None where it is.
    """

    id: Text
    text: Text
    start_ms: int | None = None
    end_ms: int | None = None
    paragraph: bool = False
    aside: Aside | None = None


class Turn(Value):
    """What one speaker says until another speaks; ``speaker_id`` is None where the source does not tell."""

    speaker_id: Text | None = None
    segments: tuple[Segment, ...] = Field(min_length=1)

    @cached_property
    def text(self) -> str:
        """The turn's words as one string, a new line before each paragraph after the first."""
        first, *rest = self.segments
        return first.text + "".join(("\n" if s.paragraph else " ") + s.text for s in rest)

    @cached_property
    def offsets(self) -> tuple[int, ...]:
        """Where in ``text`` each segment begins."""
        places, at = [], 0
        for segment in self.segments:
            places.append(at)
            at += len(segment.text) + 1
        return tuple(places)

    @property
    def start_ms(self) -> int | None:
        """When the turn begins."""
        return self.segments[0].start_ms

    @property
    def end_ms(self) -> int | None:
        """When the turn ends, where the source stamps it."""
        return self.segments[-1].end_ms


class ChapterMark(Value):
    """A chapter as the source gives it: a title and where it begins, by time or by segment.

    ``hidden`` marks a chapter that players do not list (``"toc": false``).
    """

    title: Text
    start_ms: int | None = None
    segment_id: Text | None = None
    hidden: bool = False


class Transcript(Value):
    """What was said, by whom and when; nothing of the page or file around it."""

    episode: Episode
    speakers: tuple[Speaker, ...] = ()
    turns: tuple[Turn, ...] = Field(min_length=1)
    chapters: tuple[ChapterMark, ...] = ()
    notices: tuple[Notice, ...] = ()

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        known = {speaker.id for speaker in self.speakers}
        strangers = {turn.speaker_id for turn in self.turns} - known - {None}
        if strangers:
            raise ValueError(f"turns name speakers that are not listed: {sorted(map(str, strangers))}")
        ids = [segment.id for segment in self.segments]
        if len(ids) != len(set(ids)):
            raise ValueError("two segments have the same id")
        return self

    @property
    def segments(self) -> Iterator[Segment]:
        """All segments in the order of the episode."""
        return (segment for turn in self.turns for segment in turn.segments)

    @cached_property
    def names(self) -> dict[str, str]:
        """Each speaker's name by id."""
        return {speaker.id: speaker.name for speaker in self.speakers}

    @cached_property
    def word_count(self) -> int:
        """How many words were said."""
        return sum(len(words(segment.text)) for segment in self.segments)


class Citation(Value):
    """The speaker's own words behind a sentence, a term or a card.

    ``quote`` is verbatim transcript text. ``match`` tells how it was found: as the engine gave it, but for
    case, spaces and quotation marks (``exact``), or from words that were nearly those (``snapped``).
    ``speaker`` is a name, None where the source does not tell.
    ``start_ms`` and ``end_ms`` are None where the transcript has no times; ``estimated`` says that they
    were interpolated between two stamps. ``position`` is the share of the episode's words spoken before
    the quote, 0 to 1: it finds the place where there are no times.
    """

    quote: Text = Field(min_length=1)
    match: Match = "exact"
    speaker: Text | None = None
    start_ms: int | None = None
    end_ms: int | None = None
    estimated: bool = False
    position: float = Field(0.0, ge=0, le=1)
    segment_ids: tuple[Text, ...] = ()


Citations = Annotated[tuple[Citation, ...], Field(min_length=1)]


class Passage(Value):
    """One sentence of a summary, of a chapter or the whole episode, with the words it rests on."""

    text: Text = Field(min_length=1)
    citations: Citations


class Question(Value):
    """A question that the chapter answers; ``importance`` runs from 0 to 1.

    ``asked`` says that it is asked in the episode in these words; else the engine worded it.
    """

    kind: QuestionKind = "question"
    asked: bool = False
    question: Text = Field(min_length=1)
    answer: Text = Field(min_length=1)
    citations: Citations
    importance: float = Field(0.5, ge=0, le=1)


class Fact(Value):
    """A statement worth remembering and the words in it that matter most.

    ``hidden`` stands exactly once in ``statement``; a card of its ``kind`` hides it.
    """

    kind: FactKind = "cloze"
    statement: Text = Field(min_length=1)
    hidden: Text = Field(min_length=1)
    hint: Text = ""
    citations: Citations
    importance: float = Field(0.5, ge=0, le=1)


class Chapter(Value):
    """A stretch of the episode about one matter, and what is worth keeping of it.

    It reaches from segment ``first_segment_id`` to ``last_segment_id``, both included.
    """

    id: Text
    title: Text
    origin: Origin
    start_ms: int | None = None
    end_ms: int | None = None
    position: float = Field(0.0, ge=0, le=1)
    first_segment_id: Text = ""
    last_segment_id: Text = ""
    summary: tuple[Passage, ...] = ()
    questions: tuple[Question, ...] = ()
    facts: tuple[Fact, ...] = ()


class Term(Value):
    """An entry of the glossary.

    ``definition`` is None where the episode uses the term without explaining it; the citations then show
    its best context. ``asks`` says what a card may ask: what the term
    is, what it does, or nothing. ``importance`` runs from 0 to 1.
    """

    key: Text
    term: Text = Field(min_length=1)
    aliases: tuple[Text, ...] = ()
    kind: TermKind = "concept"
    definition: Text | None = None
    asks: Asks = "is"
    citations: Citations
    chapter_ids: tuple[Text, ...] = ()
    importance: float = Field(0.5, ge=0, le=1)


class Card(Value):
    """One thing to remember, in plain text.

    The ``front`` of one that has a blank holds ``BLANK`` once, in place of its ``back``. ``id`` comes from
    episode, kind and evidence, so that corrected wording updates the learner's card and keeps its history.
    ``reverse`` is what a second card asks for that shows the back, ``context`` what the front may tell of
    where in the episode it belongs; either may be empty. ``verified_by`` is the model that found it to follow
    from its quotes, "" where none was asked.
    """

    id: Text
    kind: Text
    front: Text
    back: Text
    hint: Text = ""
    reverse: Text = ""
    context: Text = ""
    citations: tuple[Citation, ...] = ()
    chapter_id: Text = ""
    tags: tuple[Text, ...] = ()
    importance: float = Field(0.5, ge=0, le=1)
    verified_by: Text = ""

    @property
    def has_blank(self) -> bool:
        """Whether it is learned by filling in what is missing, not by answering a question."""
        return self.kind in get_args(FactKind)


class Making(Value):
    """How a document came about that a language model wrote: what was asked, and what that took.

    ``answered_by`` is the name the model gives itself, ``prompts`` the fingerprint of the prompts, ``kept``
    counts answers of earlier runs that were used again. ``price_usd`` is None where nobody knows the price.
    ``verified_by`` names the model that judged the cards, ``by_rules`` the chapters that fell to the rules of
    the offline engine, by their ids.
    """

    answered_by: Text = ""
    prompts: Text = ""
    temperature: float | None = None
    calls: int = Field(0, ge=0)
    kept: int = Field(0, ge=0)
    input_tokens: int = Field(0, ge=0)
    output_tokens: int = Field(0, ge=0)
    price_usd: float | None = None
    verified_by: Text = ""
    by_rules: tuple[Text, ...] = ()


class RetiredCard(Value):
    """A card that an earlier build made and this one does not; learners may still have it."""

    id: Text
    kind: Text
    front: Text


class StudyDocument(Value):
    """What to learn from one episode, with the turns it was taken from.

    ``engine`` names what wrote the text: an extract by the offline engine is not called a summary. ``making``
    tells how a language model was asked, None where none was. ``overview`` tells the whole episode in a few
    sentences, in order; it is empty where only rules were asked, for an extract of extracts is no summary.
    """

    schema_: Literal["studykit/1"] = Field(default=SCHEMA, alias="schema")
    engine: Text = "offline"
    making: Making | None = None
    episode: Episode
    speakers: tuple[Speaker, ...] = ()
    overview: tuple[Passage, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    glossary: tuple[Term, ...] = ()
    cards: tuple[Card, ...] = ()
    retired: tuple[RetiredCard, ...] = ()
    notices: tuple[Notice, ...] = ()
    turns: tuple[Turn, ...] = Field(min_length=1)

    @cached_property
    def transcript(self) -> Transcript:
        """What was said."""
        return Transcript(episode=self.episode, speakers=self.speakers, turns=self.turns)

    @property
    def summary(self) -> tuple[Passage, ...]:
        """The sentences of all chapters' summaries, in order."""
        return tuple(passage for chapter in self.chapters for passage in chapter.summary)

    @property
    def citations(self) -> Iterator[Citation]:
        """Every quote that is printed: of overview, chapters' passages, terms and cards, in this order."""
        for passage in (*self.overview, *self.summary):
            yield from passage.citations
        for term in self.glossary:
            yield from term.citations
        for card in self.cards:
            yield from card.citations

    @cached_property
    def chapter_by_id(self) -> dict[str, Chapter]:
        """Each chapter by its id."""
        return {chapter.id: chapter for chapter in self.chapters}

    @cached_property
    def cards_by_chapter(self) -> dict[str, tuple[Card, ...]]:
        """The cards of each chapter, by its id, in the order of the deck."""
        return {c.id: tuple(card for card in self.cards if card.chapter_id == c.id) for c in self.chapters}
