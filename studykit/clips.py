"""Clips: the seconds of a recording in which the words behind a card are said."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

from studykit import recordings
from studykit.contracts import Clip, ClipFormat, Source
from studykit.errors import ReadError
from studykit.model import Card, StudyDocument
from studykit.notices import Notice
from studykit.progress import Report
from studykit.recordings import Excerpt
from studykit.text import clock

_ENDINGS: Mapping[ClipFormat, str] = {"mp3": "mp3", "opus": "ogg"}
_MS_PER_CHARACTER = 65
"""About 155 words a minute; used where a quote has no end."""
_MUCH_SHORTER_MS = 10_000
_MUCH_LONGER_MS = 120_000
"""Music or a goodbye may follow the last stamp."""


@dataclass(frozen=True)
class Clips:
    """What cards sound like, by their ids, and what went less well; cards with one quote share its clip."""

    by_card: Mapping[str, Clip]
    notices: tuple[Notice, ...] = ()

    @property
    def files(self) -> dict[str, bytes]:
        """The content of each file by its name."""
        return {clip.name: clip.content for clip in self.by_card.values()}

    @property
    def size(self) -> int:
        """How many bytes all files have."""
        return sum(map(len, self.files.values()))


def check(source: Source) -> None:
    """Raise what speaks against cutting clips out of ``source``.

    That is a ReadError where it is no recording, broken or without sound, an EngineError where PyAV is
    missing.
    """
    if not source.is_recording:
        raise ReadError(
            "this is no recording",
            where=source.name,
            hint="give the episode's audio file, such as MP3, M4A or Opus",
        )
    recordings.examine(source)


def cut(document: StudyDocument, source: Source, clip_format: ClipFormat, report: Report) -> Clips:
    """Return, for each card of ``document``, how its first quote sounds in the recording ``source``.

    A clip is a file in ``clip_format`` of 3 to 20 seconds that is named after its content. Raises what
    ``check`` does.
    """
    check(source)
    wanted = {card.id: excerpt for card in document.cards if (excerpt := _excerpt(card))}
    excerpts = sorted(set(wanted.values()))
    found: dict[Excerpt, Clip] = {}
    for done, content in enumerate(recordings.cut(source, excerpts, clip_format)):
        report("cutting clips", done, len(excerpts))
        if content is not None:
            found[excerpts[done]] = _clip(content, clip_format)
    by_card = {card_id: found[excerpt] for card_id, excerpt in wanted.items() if excerpt in found}
    length_ms = recordings.examine(source).duration_ms
    told = (
        *_other_length(document, length_ms, source.name),
        *_missing(document, wanted.keys(), by_card.keys()),
    )
    return Clips(by_card, told)


def kept(shown: Collection[str], decks: Iterable[tuple[Mapping[str, Clip], tuple[Notice, ...]]]) -> Clips:
    """Return the clips that the cards with the ids ``shown`` have in ``decks``; the last deck wins.

    A deck is its clips by the ids of their cards, and what is to be told of it.
    """
    by_card: dict[str, Clip] = {}
    told: list[Notice] = []
    for found, notices in decks:
        by_card |= {card_id: clip for card_id, clip in found.items() if card_id in shown}
        told += notices
    return Clips(by_card, tuple(told))


def _excerpt(card: Card) -> Excerpt | None:
    """Return when the card's first quote is said, None where the transcript does not tell."""
    if not card.citations or card.citations[0].start_ms is None:
        return None
    quoted, start_ms = card.citations[0], max(0, card.citations[0].start_ms)
    if quoted.end_ms is None or quoted.end_ms <= start_ms:
        return Excerpt(start_ms, start_ms + len(quoted.quote) * _MS_PER_CHARACTER, quoted.estimated)
    return Excerpt(start_ms, quoted.end_ms, quoted.estimated)


def _clip(content: bytes, clip_format: ClipFormat) -> Clip:
    """Return the clip: by its name Anki knows it again, so a name must never come to mean another sound."""
    name = hashlib.sha256(content).hexdigest()[:16]
    return Clip(f"studykit-{name}.{_ENDINGS[clip_format]}", content)


def _missing(document: StudyDocument, timed: Set[str], heard: Set[str]) -> Iterator[Notice]:
    """Yield how many cards are left without a clip, for each reason."""
    count = len(document.cards)
    reasons = {
        "the transcript does not tell when the words were said": count - len(timed),
        "the recording is silent, broken or over by then": len(timed) - len(heard),
    }
    for reason, number in reasons.items():
        if number:
            verb = "has" if number == 1 else "have"
            yield Notice(code="clips-missing", text=f"{number} of {count} cards {verb} no clip: {reason}")


def _other_length(document: StudyDocument, length_ms: int | None, name: str) -> Iterator[Notice]:
    """Yield a notice where the recording is much shorter or longer than the talk."""
    times = (ms for each in document.transcript.segments for ms in (each.start_ms, each.end_ms))
    end_ms = max((ms for ms in times if ms is not None), default=None)
    if end_ms is None or length_ms is None:
        return
    known_ms = max(end_ms, document.episode.duration_ms or 0)
    if end_ms - length_ms > _MUCH_SHORTER_MS or length_ms - known_ms > _MUCH_LONGER_MS:
        text = f"it is {clock(length_ms)} long, and the transcript's last time is {clock(end_ms)}"
        why = "with other adverts in it, it says other words at the times of the transcript"
        yield Notice(code="clips-other-length", text=f"{text}; {why}", where=name)
