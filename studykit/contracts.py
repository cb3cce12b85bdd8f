"""The sockets: what a reader, a chapter list, an engine, a card type, a writer and a converter must be."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import IntEnum
from functools import cached_property
from io import BytesIO
from pathlib import Path, PurePath
from typing import BinaryIO, Literal, Protocol

from pydantic import SecretStr

from studykit.drafts import ChapterDraft, DraftList, StudyDraft
from studykit.encoding import is_damaged, is_western, mended, readable, stated, utf_8, utf_16
from studykit.errors import ReadError
from studykit.model import Card, ChapterMark, StudyDocument, Transcript
from studykit.notices import Notice
from studykit.season import Season
from studykit.signatures import is_recording
from studykit.templates import Templates
from studykit.text import clean, controls
from studykit.wording import Wording

PaperSize = Literal["a4", "letter", "a5"]
Layout = Literal["book", "cornell"]
"""How a study guide is laid out: as a book, or for notes by Walter Pauk's Cornell method."""
ClipFormat = Literal["mp3", "opus"]
Duplex = Literal["long", "short", "none"]
"""On which edge a sheet turns that is printed on both sides."""
Imposition = Literal["booklet", "2-up"]
"""How pages are put on larger sheets."""
CardSheetName = Literal["8", "10", "avery-5371"]
"""How many flashcards lie on a sheet, or the perforated paper they are printed on."""


class Confidence(IntEnum):
    """How sure a reader is that a source is of its format, judged by content alone."""

    NO = 0
    MAYBE = 1
    LIKELY = 2
    CERTAIN = 3


@dataclass(frozen=True)
class Source:
    """One input as it came: a name for messages and the bytes.

    Of a recording that lies in the file ``path``, ``content`` is the beginning alone, for it may be large.
    Of what comes from the web, ``url`` is where it was found at last and ``charset`` the encoding that its
    server states.
    """

    name: str
    content: bytes
    path: Path | None = None
    url: str = ""
    charset: str = ""

    @property
    def is_recording(self) -> bool:
        """Whether it is sound or video, judged by its first bytes."""
        return is_recording(self.content)

    def open(self) -> BinaryIO:
        """Return the whole as a file to read; raises OSError where it is gone."""
        return self.path.open("rb") if self.path else BytesIO(self.content)

    @property
    def is_text(self) -> bool:
        """Whether the content may be text: a PDF is none, nor what holds a zero byte and is not UTF-16."""
        if utf_16(self.content):
            return True
        return b"\x00" not in self.content and not self.is_pdf and not self.is_recording

    @property
    def is_pdf(self) -> bool:
        """Whether the content has the signature of a PDF (ISO 32000-1, section 7.5.2)."""
        return self.content.startswith(b"%PDF-")

    @property
    def extension(self) -> str:
        """The name's ending in lower case without its dot, such as ``vtt``; may be empty."""
        return PurePath(self.name).suffix.lower().removeprefix(".")

    @cached_property
    def text(self) -> str:
        """The content as clean text: UTF-8, UTF-16, what it states, or else Windows-1252.

        What is broken in UTF-8 is UNREADABLE. Raises ReadError where it is no text at all. A stray byte that
        Windows-1252 leaves undefined is a ReadError too, for a wrong guess would change words in silence.
        """
        return clean(readable(self._decoded))

    @property
    def dropped(self) -> int:
        """How many control characters ``text`` leaves out; none of a file that is no text."""
        return controls(readable(self._decoded)) if self.is_text else 0

    @cached_property
    def _decoded(self) -> str:
        if utf_16(self.content):
            return self._utf_16
        if not self.is_text:
            raise ReadError(
                "this is a binary file, not text",
                where=self.name,
                hint="give a transcript: text, Markdown, VTT, SRT or JSON",
            )
        text = stated(self.content, self.charset)
        if text is None:
            text = utf_8(self.content)
        return self._windows_1252 if text is None else text

    @property
    def _utf_16(self) -> str:
        try:
            return self.content.decode(utf_16(self.content) or "utf-16")
        except UnicodeDecodeError as error:
            raise ReadError(
                "the file says it is UTF-16 and is not", where=self.name, hint="save the file as UTF-8"
            ) from error

    @property
    def _windows_1252(self) -> str:
        try:
            text = self.content.decode("cp1252")
        except UnicodeDecodeError as error:
            line = self.content.count(b"\n", 0, error.start) + 1
            raise ReadError(
                f"byte 0x{self.content[error.start]:02x} is neither UTF-8 nor Windows-1252 text",
                where=f"{self.name}:{line}",
                hint="save the file as UTF-8",
            ) from error
        if not is_western(text):
            raise ReadError(
                "the text is in an encoding that cannot be told",
                where=self.name,
                hint="save the file as UTF-8",
            )
        return text

    @cached_property
    def head(self) -> str:
        """The first 64 thousand characters, for sniffing."""
        return self.text[:65536]

    @property
    def json(self) -> object:
        """The content as a JSON value (RFC 8259); raises ReadError with the line where it is none."""
        if isinstance(self._json, ReadError):
            raise self._json
        return self._json

    @cached_property
    def _json(self) -> object:
        """The value, or the error: every reader asks for it, and a large file is to be parsed once."""
        if not re.match(r"\s*[\[{]", self.text):
            return ReadError("this is not JSON", where=self.name)
        try:
            value: object = json.loads(self.text)
            if is_damaged(self._decoded):  # control characters go when a reader cleans the strings
                value = mended(json.loads(self._decoded, strict=False))
        except json.JSONDecodeError as error:
            return ReadError(f"the JSON is broken: {error.msg}", where=f"{self.name}:{error.lineno}")
        except (RecursionError, ValueError):
            return ReadError("the JSON is nested too deeply or has a number too long", where=self.name)
        return value


@dataclass(frozen=True)
class Reader:
    """Reads one transcript format.

    ``sniff`` judges a source by its content and knows nothing of other formats. ``parse`` gives the
    transcript, or raises ReadError with file and line.
    """

    extensions: tuple[str, ...]
    sniff: Callable[[Source], Confidence]
    parse: Callable[[Source], Transcript]


@dataclass(frozen=True)
class ChapterList:
    """Reads one format of a list of chapters that stands apart from its transcript.

    ``sniff`` judges as a reader's does. ``parse`` gives the chapters in the order of the list, or raises
    ReadError with file and line.
    """

    extensions: tuple[str, ...]
    sniff: Callable[[Source], Confidence]
    parse: Callable[[Source], tuple[ChapterMark, ...]]


@dataclass(frozen=True)
class Stretch:
    """A run of segments, both ends included, that an engine is asked to study.

    It is the chapter with this ``title``, of those of the episode whose titles are ``chapters`` the one with
    this ``number``, counted from 1.
    """

    title: str
    first_segment_id: str
    last_segment_id: str
    number: int = 1
    chapters: tuple[str, ...] = ()


@dataclass(frozen=True)
class Doubt:
    """Why an item of a ``StudyDraft`` cannot be accepted: its list's name, its place in that, the reason."""

    field: DraftList
    index: int
    reason: str


class Engine(Protocol):
    """One way of thinking about one episode. Its methods may be called from several threads."""

    def outline(self) -> tuple[ChapterDraft, ...]:
        """Return where chapters begin, and what to call them."""
        ...

    def study(self, stretch: Stretch) -> StudyDraft:
        """Return what is worth learning in ``stretch``."""
        ...


@dataclass(frozen=True)
class EngineKind:
    """Makes an engine for one episode; raises EngineError where it is not set up."""

    connect: Callable[[Transcript, Templates], Engine]


@dataclass(frozen=True)
class ModelSettings:
    """How language models are asked.

    ``keys`` holds the key of each provider by its name; ``base_url`` is a server to ask in place of the
    provider's own. At most ``concurrency`` calls are under way at once. ``budget`` is in US dollars, None for
    no bound. A call ends after ``silence_s`` seconds without a sign of life; after a failure the first pause
    is ``pause_s``. ``temperature`` is the model's own where it is None. ``cache`` is the file that keeps
    accepted answers, None where none are kept. ``verify`` names the model that judges the cards, "" for none.
    Where ``strict`` is set, rules never stand in for a model that gives no answer.
    """

    keys: Mapping[str, SecretStr] = field(default_factory=dict)
    base_url: str = ""
    concurrency: int = 4
    budget: Decimal | None = None
    silence_s: float = 180.0
    pause_s: float = 1.0
    temperature: float | None = None
    cache: Path | None = None
    verify: str = ""
    strict: bool = False


@dataclass(frozen=True)
class CardType:
    """Makes cards out of a document whose deck is not dealt yet, in the words of its language."""

    make: Callable[[StudyDocument, Wording], Iterable[Card]]


@dataclass(frozen=True)
class Clip:
    """A few seconds of the episode's sound as a file; ``name`` comes from ``content``, and is its alone."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Rewriting:
    """Paragraphs of the talk as the language model ``by`` words them, by their keys in the essay."""

    by: str = ""
    paragraphs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class WriteSettings:
    """What a writer may be told: the time of the build, which Anki compares, the paper, and how to ask.

    ``deck`` is the deck's name, with ``{show}`` and ``{episode}`` in it perhaps, and ``::`` between a deck
    and one in it. Where ``reverse`` is set, definitions are also asked the other way round, and where
    ``type_answer`` is, answers are to be typed. ``clips`` are what a card's quote sounds like, by its id.
    ``theme`` is the look of the guide: a name, or a TOML file; empty for the standard one. ``imposition``
    puts the pages of a book on larger sheets. ``fonts`` are TrueType files for characters that the theme's
    lack, and where ``installed_fonts`` is set, those of this computer are looked into as well. ``rewriting``
    is what a language model made of the talk, for an essay.
    Flashcards lie on ``card_sheet`` and turn as ``duplex`` says. A
    quiz comes in so many ``versions``, shuffled by ``seed``.
    """

    now: datetime
    paper: PaperSize = "a4"
    theme: str = ""
    layout: Layout = "book"
    imposition: Imposition | None = None
    fonts: tuple[Path, ...] = ()
    installed_fonts: bool = False
    duplex: Duplex = "long"
    card_sheet: CardSheetName = "8"
    seed: int = 1
    versions: int = 1
    deck: str = "{show}"
    reverse: bool = False
    type_answer: bool = False
    clips: Mapping[str, Clip] = field(default_factory=dict)
    rewriting: Rewriting = Rewriting()


@dataclass(frozen=True)
class Rendering:
    """A finished file and what went less well in making it."""

    content: bytes
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True)
class Writer:
    """Renders a document as one file, called ``filename`` in the output folder.

    ``holds_clips`` says that clips of sound have a place in the format, ``needs_cards`` that it is nothing
    without cards, ``is_book`` that it is a PDF whose pages follow each other, and so may stand on larger
    sheets, ``is_essay`` that it is the talk itself, reworded. ``render_season`` renders several episodes as
    one file; None where it takes but one.
    """

    filename: str
    render: Callable[[StudyDocument, Templates, WriteSettings], Rendering]
    holds_clips: bool = False
    needs_cards: bool = False
    is_book: bool = False
    is_essay: bool = False
    render_season: Callable[[Season, Templates, WriteSettings], Rendering] | None = None


@dataclass(frozen=True)
class Converter:
    """Writes a transcript in a format that a reader of ours, or of chapter lists, reads again.

    Where ``needs_times`` is true ``render`` is given a transcript whose segments all have times if any has
    one; it raises UsageError where there are none, or nothing of what the format holds. ``holds_chapters``
    says that chapters have a place in the format.
    """

    extension: str
    render: Callable[[Transcript], bytes]
    needs_times: bool = False
    holds_chapters: bool = False
