"""What the user may want of a run, each setting with what is allowed in it."""

import re
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    DirectoryPath,
    Field,
    FilePath,
    SecretStr,
)

from studykit import registry
from studykit.contracts import (
    CardSheetName,
    ClipFormat,
    Duplex,
    Imposition,
    Layout,
    PaperSize,
)
from studykit.links import filled, web_link
from studykit.model import Text


def setting_name(field: str) -> str:
    """Return the name the user knows a setting by: ``audio_url`` is ``audio-url``, ``from_`` is ``from``."""
    return field.strip("_").replace("_", "-")


def _known(package: str, name: str) -> str:
    """Return ``name`` where ``package`` has such a plug-in; raises ValueError with the nearest one."""
    there = registry.names(package)
    if name not in there:
        raise ValueError(nearest(name, there))
    return name


def _thinker(name: str) -> str:
    """Return ``name`` where it is an engine, or a model of a provider that is known, such as openai:gpt-5."""
    return _model_name(name) if ":" in name else _known("studykit.engines", name)


def _model_name(name: str) -> str:
    provider, colon, model = name.partition(":")
    _known("studykit.services", provider)
    if not colon or not model.strip():
        raise ValueError(f"a model is named like: {provider}:MODEL")
    return name


def nearest(word: str, choices: tuple[str, ...]) -> str:
    """Return the hint that tells which of ``choices`` is near to ``word``, if one is, and all of them."""
    near = get_close_matches(word, choices, n=1)
    guess = f"did you mean {near[0]}? " if near else ""
    return f"{guess}one of: {', '.join(choices)}"


def _some(formats: tuple[str, ...]) -> tuple[str, ...]:
    if not formats:
        raise ValueError(nearest("", registry.names("studykit.writers")))
    return formats


def _listed(value: object) -> object:
    """Return ``"pdf, apkg"`` as its parts, each once; anything else as it is."""
    if not isinstance(value, str):
        return value
    return tuple(dict.fromkeys(part.strip() for part in value.split(",") if part.strip()))


def _labelled(speakers: tuple[str, ...]) -> tuple[str, ...]:
    for told in speakers:
        label, _, name = told.partition("=")
        if not label.strip() or not name.strip():
            raise ValueError("a speaker is named like: Speaker 1=Ana Ruiz")
    return speakers


def _web_address(url: str) -> str:
    if url and not web_link(url):
        raise ValueError("a web address begins with http:// or https://")
    return url


def _link_pattern(pattern: str) -> str:
    if pattern and not filled(pattern, 0):
        raise ValueError("a pattern is a web address with {seconds}, {ms} or {clock} in it")
    return pattern


def _deck_pattern(pattern: str) -> str:
    unknown = [name for name in re.findall(r"\{[^{}]*\}", pattern) if name not in {"{show}", "{episode}"}]
    if unknown or not all(level.strip() for level in pattern.split("::")):
        raise ValueError("a deck is named like: Podcasts::{show}::{episode}")
    return pattern


def _on_this_computer(url: str) -> str:
    """Refuse an address of another computer: what is pushed there is the learner's collection."""
    parts = urlsplit(url)
    _ = parts.port  # raises ValueError where it is none
    if parts.scheme != "http" or parts.hostname not in {"127.0.0.1", "localhost", "::1"}:
        raise ValueError("Anki is asked on this computer alone, like: http://127.0.0.1:8765")
    return url


def _no_boolean(wanted: str) -> BeforeValidator:
    """Refuse ``cards = true``, which pydantic would take for 1; ``wanted`` is told."""

    def check(value: object) -> object:
        if isinstance(value, bool):
            raise ValueError(f"a {wanted} is wanted")
        return value

    return BeforeValidator(check)


def _as_text(value: object) -> object:
    """Return a whole number as it is typed: ``nup = 2`` stands in a file as well as ``nup = "2"``."""
    return str(value) if type(value) is int else value


def _day(value: object) -> object:
    """Return ``"2025-11-25"`` as a date; pydantic alone would take a bare number for seconds since 1970."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise ValueError("a date is written like 2025-11-25") from error
    if type(value) is not date:
        raise ValueError("a date is written like 2025-11-25")
    return value


def _language_tag(tag: str) -> str:
    """Return a tag of the shape of BCP 47 (RFC 5646): language, then script, region or variant."""
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", tag):
        raise ValueError("a language is written like en or pt-BR")
    return tag


Format = Annotated[str, AfterValidator(lambda name: _known("studykit.writers", name))]
Url = Annotated[Text, AfterValidator(_web_address)]


class Options(BaseModel):
    """Every setting, checked. Those left at None are for the transcript, or the step concerned, to decide."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=setting_name)

    from_: Annotated[str, AfterValidator(lambda name: _known("studykit.readers", name))] | None = None
    episode_: Text | None = None
    also: str | None = None
    chapters: str | None = None
    model: str | None = None
    vocabulary: str | None = None
    speaker: Annotated[tuple[str, ...], BeforeValidator(_listed), AfterValidator(_labelled)] = ()
    to: Annotated[tuple[Format, ...], BeforeValidator(_listed), AfterValidator(_some)] | None = None
    out: Path | None = None
    paper: PaperSize = "a4"
    theme: Text = ""
    font: Annotated[tuple[FilePath, ...], BeforeValidator(_listed)] = ()
    layout: Layout = "book"
    booklet: bool = False
    nup: Annotated[Literal["1", "2"], BeforeValidator(_as_text)] = "1"
    duplex: Duplex | None = None
    printer: Text = ""
    card_sheet: Annotated[CardSheetName, BeforeValidator(_as_text)] = "8"
    seed: Annotated[int, _no_boolean("whole number")] = 1
    versions: Annotated[int, _no_boolean("whole number"), Field(ge=1, le=4)] = 1
    deck: Annotated[Text, AfterValidator(_deck_pattern)] = "{show}"
    reverse: bool = False
    type_answer: bool = False
    audio: str | None = None
    clip_format: ClipFormat = "mp3"
    cards: Annotated[int, _no_boolean("whole number"), Field(ge=1)] | None = None
    engine: Annotated[str, AfterValidator(_thinker)] = "offline"
    base_url: Url = ""
    verify: Annotated[str, AfterValidator(_model_name)] | None = None
    budget: Annotated[Decimal, _no_boolean("number"), Field(gt=0)] | None = None
    concurrency: Annotated[int, _no_boolean("whole number"), Field(ge=1, le=64)] = 4
    temperature: Annotated[float, _no_boolean("number"), Field(ge=0, le=2)] | None = None
    timeout: Annotated[float, _no_boolean("number"), Field(gt=0, le=3600)] = 180.0
    no_cache: bool = False
    api_key: SecretStr | None = None
    title: Text | None = None
    show: Text | None = None
    date_: Annotated[date, BeforeValidator(_day)] | None = None
    url: Url | None = None
    audio_url: Url | None = None
    link_pattern: Annotated[Text, AfterValidator(_link_pattern)] | None = None
    episode_id: Text | None = None
    language: Annotated[Text, AfterValidator(_language_tag)] | None = None
    templates: DirectoryPath | None = None
    anki_url: Annotated[Text, AfterValidator(_on_this_computer)] = "http://127.0.0.1:8765"
    anki_key: SecretStr | None = None
    allow_private: bool = False
    quiet: bool = False
    verbose: bool = False
    strict: bool = False

    @property
    def imposition(self) -> Imposition | None:
        """How pages are put on larger sheets, None where they stay as they are."""
        if self.booklet:
            return "booklet"
        return "2-up" if self.nup == "2" else None

    @property
    def speaker_names(self) -> dict[str, str]:
        """The names that the user gives to labels of the transcript."""
        pairs = (told.partition("=") for told in self.speaker)
        return {label.strip(): name.strip() for label, _, name in pairs}

    @property
    def episode(self) -> dict[str, object]:
        """What the user says of the episode, by the names ``model.Episode`` has for it."""
        told = {
            "title": self.title,
            "show": self.show,
            "published": self.date_,
            "url": self.url,
            "audio_url": self.audio_url,
            "link_pattern": self.link_pattern,
            "key": self.episode_id,
            "language": self.language,
        }
        return {name: value for name, value in told.items() if value}
