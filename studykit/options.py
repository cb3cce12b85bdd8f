"""Settles what the user wants: flags over the environment, over ``studykit.toml``, over the defaults.

A setting has one name everywhere: ``--audio-url`` is ``audio-url`` in ``studykit.toml`` and
``STUDYKIT_AUDIO_URL`` in the environment, which is read here and nowhere else.
"""

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from platformdirs import user_cache_path
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    DirectoryPath,
    Field,
    FilePath,
    SecretStr,
    ValidationError,
)

from studykit import registry
from studykit.contracts import (
    CardSheetName,
    ClipFormat,
    Duplex,
    Imposition,
    Layout,
    ModelSettings,
    PaperSize,
)
from studykit.errors import UsageError
from studykit.links import filled, web_link
from studykit.model import Text

SETTINGS_FILE = "studykit.toml"
ANSWERS = "answers.sqlite"
PREFIX = "STUDYKIT_"
SOURCE_DATE = "SOURCE_DATE_EPOCH"
_LAST_SECOND = 253_402_300_799
"""The end of the year 9999."""


def setting_name(field: str) -> str:
    """Return the name the user knows a setting by: ``audio_url`` is ``audio-url``, ``from_`` is ``from``."""
    return field.strip("_").replace("_", "-")


def _known(package: str, name: str) -> str:
    """Return ``name`` where ``package`` has such a plug-in; raises ValueError with the nearest one."""
    there = registry.names(package)
    if name not in there:
        raise ValueError(_choice(name, there))
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


def _choice(word: str, choices: tuple[str, ...]) -> str:
    near = get_close_matches(word, choices, n=1)
    guess = f"did you mean {near[0]}? " if near else ""
    return f"{guess}one of: {', '.join(choices)}"


def _some(formats: tuple[str, ...]) -> tuple[str, ...]:
    if not formats:
        raise ValueError(_choice("", registry.names("studykit.writers")))
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


def model_settings(options: Options) -> ModelSettings:
    """Return how language models are to be asked; the keys of the providers are read from the environment.

    Each provider's key goes to that provider alone. A server that ``base_url`` names gets ``api_key``, which
    is STUDYKIT_API_KEY, or none.
    """
    providers = registry.names("studykit.services")
    mine = {name: os.environ.get(f"{name.upper()}_API_KEY", "") for name in providers}
    keys = {name: SecretStr(key) for name, key in mine.items() if key}
    if options.base_url:
        keys = dict.fromkeys(providers, options.api_key) if options.api_key else {}
    return ModelSettings(
        keys=keys,
        base_url=options.base_url,
        concurrency=options.concurrency,
        budget=options.budget,
        silence_s=options.timeout,
        temperature=options.temperature,
        cache=None if options.no_cache else user_cache_path("studykit", appauthor=False) / ANSWERS,
        verify=options.verify or "",
        strict=options.strict,
    )


@dataclass(frozen=True)
class Layer:
    """Settings from one source by the user's names; ``spell`` gives a name as it is written there."""

    spell: Callable[[str], str]
    values: Mapping[str, object]
    file: str = ""

    def where(self, name: str) -> str:
        """Return where the setting ``name`` stands, for a message."""
        return f"{self.file}: {self.spell(name)}" if self.file else self.spell(name)


def gather(flags: Mapping[str, object]) -> Options:
    """Return the settings that hold for this run.

    ``flags`` are those of the command line, None where one was not given; the environment and the
    ``studykit.toml`` of the working folder are read here. Raises UsageError that names the flag, the
    variable, or the file and key, and what is allowed there.
    """
    return settle(from_file(Path(SETTINGS_FILE)), from_environment(os.environ), from_flags(flags))


def source_date() -> datetime | None:
    """Return the time that the environment states for the build, None where it states none.

    ``SOURCE_DATE_EPOCH`` holds it as seconds since 1970 (reproducible-builds.org/specs/source-date-epoch);
    what is written then depends on nothing but its content. Raises UsageError where that is no such number.
    """
    stated = os.environ.get(SOURCE_DATE)
    if not stated:
        return None
    if not re.fullmatch("[0-9]{1,12}", stated) or int(stated) > _LAST_SECOND:
        hint = "give whole seconds since 1970, as date +%s prints them, or unset it"
        raise UsageError(f"{stated[:60]!r} is no time", where=SOURCE_DATE, hint=hint)
    return datetime.fromtimestamp(int(stated), UTC)


def from_flags(flags: Mapping[str, object]) -> Layer:
    """Return the flags that were given."""
    return Layer("--{}".format, {setting_name(k): value for k, value in flags.items() if value is not None})


def from_environment(environment: Mapping[str, str]) -> Layer:
    """Return the settings in variables that begin with ``STUDYKIT_``; an empty one counts as unset."""
    mine = {k.removeprefix(PREFIX): v for k, v in environment.items() if k.startswith(PREFIX) and v}
    return Layer(
        lambda name: PREFIX + name.upper().replace("-", "_"),
        {setting_name(k.lower()): value for k, value in mine.items()},
    )


def from_file(path: Path) -> Layer:
    """Return the settings in the TOML file ``path``, none where there is no such file; raises UsageError."""
    try:
        return _without_key(Layer(str, tomllib.loads(path.read_text(encoding="utf-8")), path.name))
    except FileNotFoundError:
        return Layer(str, {})
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        where = f"{path.name}:{line[1]}" if line else path.name
        hint = 'write lines like: paper = "letter"'
        raise UsageError(f"this is not TOML: {error}", where=where, hint=hint) from error
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"the settings cannot be read: {error}", where=path.name) from error


def _without_key(layer: Layer) -> Layer:
    """Return ``layer``; raises UsageError where it holds a key, which would be copied with the file."""
    if "api-key" in layer.values:
        hint = f"put it into the environment as {PREFIX}API_KEY"
        raise UsageError("a key does not belong in a file", where=layer.where("api-key"), hint=hint)
    return layer


def settle(*layers: Layer) -> Options:
    """Return the settings of ``layers``, a later one over an earlier one.

    Each layer is checked by itself, so that a wrong value is told even where another one wins over it.
    Raises UsageError.
    """
    for layer in layers:
        _check(layer)
    return Options.model_validate({name: value for layer in layers for name, value in layer.values.items()})


def _check(layer: Layer) -> None:
    allowed = tuple(setting_name(field) for field in Options.model_fields)
    for name in layer.values:
        if name not in allowed:
            hint = _choice(layer.spell(name), tuple(map(layer.spell, allowed)))
            raise UsageError("there is no such setting", where=layer.where(name), hint=hint)
    try:
        Options.model_validate(layer.values)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = str(first["loc"][0])
        reason = first["msg"].removeprefix("Value error, ").replace("Input should", "it should")
        raise UsageError(
            f"{_shown(first['input'])} is not allowed", where=layer.where(name), hint=reason
        ) from error


def _shown(value: object) -> str:
    return repr(str(value) if isinstance(value, Path) else value)
