"""The chapters inside a recording: MP3, M4A and MP4, Opus, Matroska, FLAC and others.

    studykit build talk.txt --chapters episode.mp3

ID3v2 CHAP frames (id3.org/id3v2-chapters-1.0), MP4's chapter track or ``chpl`` atom, Matroska's chapters, and
Vorbis comments such as CHAPTER001. Of the file only what holds them is read. Needs the library PyAV.
"""

from studykit import recordings
from studykit.contracts import ChapterList, Confidence, Source
from studykit.model import ChapterMark


def sniff(source: Source) -> Confidence:
    """Judge by the first bytes of the file."""
    return Confidence.CERTAIN if source.is_recording else Confidence.NO


def parse(source: Source) -> tuple[ChapterMark, ...]:
    """Return those with a title; raises ReadError where it is broken, EngineError without PyAV."""
    return recordings.examine(source).chapters


CHAPTER_LIST = ChapterList(extensions=("mp3", "m4a", "mp4", "opus", "mka"), sniff=sniff, parse=parse)
