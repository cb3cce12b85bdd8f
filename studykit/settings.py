"""Settles what the user wants: flags over the environment, over ``studykit.toml``, over the defaults.

A setting has one name everywhere: ``--audio-url`` is ``audio-url`` in ``studykit.toml`` and
``STUDYKIT_AUDIO_URL`` in the environment, which is read here and nowhere else.
"""

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from platformdirs import user_cache_path
from pydantic import SecretStr, ValidationError

from studykit import registry
from studykit.contracts import ModelSettings
from studykit.errors import UsageError
from studykit.options import Options, nearest, setting_name

SETTINGS_FILE = "studykit.toml"
ANSWERS = "answers.sqlite"
PREFIX = "STUDYKIT_"
SOURCE_DATE = "SOURCE_DATE_EPOCH"
_LAST_SECOND = 253_402_300_799
"""The end of the year 9999."""


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
            hint = nearest(layer.spell(name), tuple(map(layer.spell, allowed)))
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
