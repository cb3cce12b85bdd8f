"""How much each speaker says in each chapter."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from studykit.model import Speaker, StudyDocument
from studykit.page_wording import PageWording
from studykit.text import filled
from studykit.writers._captions import percent

MOST_INTRODUCED, MOST_TOLD = 6, 5


@dataclass(frozen=True)
class Share:
    """What share, 0 to 1, of what is said in a stretch a speaker says."""

    speaker: str
    share: float

    @property
    def percent(self) -> str:
        """The share as a whole number of hundredths, without its sign."""
        return percent(self.share)


@dataclass(frozen=True)
class Lane:
    """What a speaker says of the ``whole``, and as shares, 0 to 1, of each chapter."""

    whole: Share
    parts: tuple[float, ...]


def shares_by_chapter(document: StudyDocument) -> tuple[tuple[Share, ...], ...]:
    """Return for each chapter who speaks in it, the most first; nothing where not all speakers are known.

    Letters are counted, for times of single words are rarely known.
    """
    names = document.transcript.names
    said = [
        (names.get(turn.speaker_id or "", ""), segment)
        for turn in document.turns
        for segment in turn.segments
    ]
    order = {segment.id: place for place, (_, segment) in enumerate(said)}
    letters = [(speaker, len(segment.text)) for speaker, segment in said]
    found = []
    for chapter in document.chapters:
        first, last = order.get(chapter.first_segment_id, len(said)), order.get(chapter.last_segment_id, -1)
        found.append(_shares(letters[first : last + 1]))
    return tuple(found)


def overall(document: StudyDocument) -> tuple[Share, ...]:
    """Return who speaks in the whole episode, the most first; nothing where not all speakers are known."""
    names = document.transcript.names
    return _shares(
        (names.get(turn.speaker_id or "", ""), len(segment.text))
        for turn in document.turns
        for segment in turn.segments
    )


def introduced(
    document: StudyDocument, wording: PageWording, voice: Callable[[Speaker, PageWording], str]
) -> tuple[str, ...]:
    """Return each speaker as ``voice`` tells them, in their order.

    Of many only those are told who say most, and the others counted: the audience of a talk is no list.
    """
    speakers, said = document.speakers, Counter[str | None]()
    for turn in document.turns:
        said[turn.speaker_id] += sum(len(segment.text) for segment in turn.segments)
    if len(speakers) > MOST_INTRODUCED:
        speakers = tuple(sorted(speakers, key=lambda speaker: -said[speaker.id])[: MOST_INTRODUCED - 1])
    others = len(document.speakers) - len(speakers)
    named = (voice(speaker, wording) for speaker in document.speakers if speaker in speakers)
    return (*named, f"{wording.others}: {others}") if others else tuple(named)


def lanes(whole: tuple[Share, ...], by_chapter: tuple[tuple[Share, ...], ...]) -> tuple[Lane, ...]:
    """Return the lane of each who speaks; none where one speaks alone, or not all are known."""
    if len(whole) < 2 or not all(by_chapter):
        return ()
    by_name = [{share.speaker: share.share for share in shares} for shares in by_chapter]
    return tuple(Lane(one, tuple(part.get(one.speaker, 0.0) for part in by_name)) for one in whole)


def told(shares: tuple[Share, ...], wording: PageWording) -> str:
    """Return who speaks how much in one line; empty where it is not known, or one speaks alone."""
    if len(shares) < 2:
        return ""
    few = MOST_TOLD - 1 if len(shares) > MOST_TOLD else len(shares)
    others = [Share(wording.others, sum(one.share for one in shares[few:]))] if shares[few:] else []
    return ", ".join(
        filled(wording.speaks, speaker=one.speaker, share=one.percent) for one in (*shares[:few], *others)
    )


def _shares(letters: Iterable[tuple[str, int]]) -> tuple[Share, ...]:
    counted: Counter[str] = Counter()
    for speaker, count in letters:
        counted[speaker] += count
    total = sum(counted.values())
    if "" in counted or not total:
        return ()
    return tuple(Share(speaker, count / total) for speaker, count in counted.most_common())
