"""Recognises speech with faster-whisper, on this computer.

The model is a folder, or the name of one that was downloaded before; here nothing is downloaded.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from studykit.errors import EngineError
from studykit.extras import python_command
from studykit.recognition.speech import Heard, Segment, Word
from studykit.recordings import Samples

if TYPE_CHECKING:
    from faster_whisper import WhisperModel

_NEEDED = ("model.bin", "config.json", "tokenizer.json")
"""Without its own tokenizer.json the library would download one."""
_SPELT = {"nb": "no", "jv": "jw", "fil": "tl"}
"""Codes of languages that Whisper has another one for."""


class _SpokenWord(Protocol):
    word: str
    start: float
    end: float


class _Spoken(Protocol):
    """A segment as the library gives it; times are seconds."""

    text: str
    start: float
    end: float
    words: Sequence[_SpokenWord] | None


def connect(model: str | None) -> "FasterWhisper":
    """Return the recogniser that works with ``model``, a folder or a name such as ``small``.

    Raises EngineError, with the commands that help, where the library or the model is missing or broken.
    """
    try:
        from faster_whisper import WhisperModel  # noqa: PLC0415  it comes with an extra
    except ImportError as error:
        install = python_command("-m pip install faster-whisper")
        raise EngineError(
            "recognising speech needs the library faster-whisper",
            hint=f"{install} (420 MB)\n  then: {_how_to_get('small')}",
        ) from error
    if not model:
        raise EngineError("no model to recognise the speech with is named", hint=_how_to_get("small"))
    folder = _folder(model)
    with _told(f"the model in {folder} cannot be loaded"):
        # "auto" takes the fastest kind of numbers that the processor has: eight bits on most.
        return FasterWhisper(WhisperModel(str(folder), compute_type="auto", local_files_only=True))


class FasterWhisper:
    """A recogniser of speech with its model loaded."""

    def __init__(self, model: "WhisperModel") -> None:
        self._model = model

    def hear(self, samples: Samples, language: str | None) -> Heard | None:
        """Return what is said in ``samples``, None where nobody speaks; see ``speech.Recogniser``.

        Each window is recognised without the text before it, which the model else repeats without end.
        """
        with _told("the speech could not be recognised"):
            segments, found = self._model.transcribe(
                samples,
                language=self._known(language),
                vad_filter=True,
                word_timestamps=True,
                condition_on_previous_text=False,
            )
        return Heard(str(found.language), _segments(segments)) if found.duration_after_vad else None

    def _known(self, language: str | None) -> str | None:
        """Return ``language`` as the model calls it; a model of English would hear English in any other."""
        code = _SPELT.get(language, language) if language else None
        if code is None or code in self._model.supported_languages:
            return code
        raise EngineError(
            f"the model does not know the language {language!r}",
            hint="name another one with --model, or leave --language away",
        )


def _segments(spoken: "Iterable[_Spoken]") -> Iterator[Segment]:
    with _told("the speech could not be recognised"):
        for each in spoken:
            words = tuple(Word(word.word, _ms(word.start), _ms(word.end)) for word in each.words or ())
            yield Segment(each.text, _ms(each.start), _ms(each.end), words)


def _ms(seconds: float) -> int:
    return round(float(seconds) * 1000)


def _folder(model: str) -> Path:
    """Return where ``model`` lies; raises EngineError where it is not there, or not whole.

    A folder is looked for first, since the library takes the name of one that is missing for an address.
    """
    from faster_whisper import download_model  # noqa: PLC0415  it comes with an extra

    folder = Path(model).expanduser()
    if not folder.is_dir():
        try:
            folder = Path(download_model(model, local_files_only=True))
        except (OSError, ValueError) as error:
            raise EngineError(
                f"there is no model {model!r} on this computer, neither as a folder nor downloaded",
                hint=_how_to_get(model if model in _names() else "small"),
            ) from error
    missing = [name for name in _NEEDED if not (folder / name).is_file()]
    if missing:
        raise EngineError(
            f"this is no whole model for faster-whisper, for it lacks {', '.join(missing)}",
            where=str(folder),
            hint=_how_to_get("small"),
        )
    return folder


def _names() -> list[str]:
    from faster_whisper import available_models  # noqa: PLC0415  it comes with an extra

    return list(map(str, available_models()))


def _how_to_get(name: str) -> str:
    """Return what to type to download the model ``name``, and then."""
    code = f"import faster_whisper; faster_whisper.download_model('{name}')"
    download = python_command(f'-c "{code}"')
    return (
        f"{download}\n"
        f"  then: the same again with --model {name}\n"
        "  other models, from quick to good: tiny, base, small, medium, turbo, large-v3 (75 MB to 3 GB)"
    )


@contextmanager
def _told(what: str) -> Iterator[None]:
    """Raise whatever the library raises, which knows no errors of its own, as an EngineError."""
    try:
        yield
    except EngineError:
        raise
    except Exception as error:
        hint = "name another model with --model, or free some memory"
        raise EngineError(f"{what}: {' '.join(str(error).split())[:300]}", hint=hint) from error
