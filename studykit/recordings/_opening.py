"""Opens a recording with PyAV, which brings FFmpeg's libraries."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from studykit.contracts import Source
from studykit.errors import EngineError, ReadError
from studykit.extras import python_command

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer

# Playlists and the like would make FFmpeg open other files and addresses.
_FORMATS = "aac,aiff,amr,asf,avi,caf,flac,m4a,matroska,mov,mp3,mp4,ogg,w64,wav,webm"


@contextmanager
def opened(source: Source) -> "Iterator[tuple[InputContainer, AudioStream]]":
    """Give the recording in ``source``, open, and its first stream of sound.

    FFmpeg gets it as a file, never by its name, which it might take for an address. Raises ReadError where
    it is broken or without sound, EngineError where the library is missing.
    """
    try:
        import av  # noqa: PLC0415  it comes with an extra
    except ImportError as error:
        install = python_command("-m pip install av faster-whisper")
        raise EngineError(
            "reading a recording needs the library PyAV",
            where=source.name,
            hint=f"{install}; for its chapters and clips of it, av is enough",
        ) from error
    options = {"format_whitelist": _FORMATS}
    try:
        with (
            source.open() as file,
            av.open(file, mode="r", metadata_errors="surrogateescape", options=options) as container,
        ):
            if not container.streams.audio:
                raise ReadError("there is no sound in it", where=source.name)
            yield container, container.streams.audio[0]
    except (av.FFmpegError, OSError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ReadError(
            f"the recording is broken: {reason}",
            where=source.name,
            hint="download it again; it may be cut off, or of another format than its name says",
        ) from error
