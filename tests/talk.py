"""Small transcripts made by hand."""

from studykit.model import ChapterMark, Episode, Segment, Speaker, Transcript, Turn


def segment(number: int, text: str, *, start_ms: int | None = None, paragraph: bool = False) -> Segment:
    return Segment(id=f"s{number}", text=text, start_ms=start_ms, paragraph=paragraph)


def talk(
    *said: str | tuple[str, ...],
    speakers: tuple[str, ...] = ("Nadia", "Tomás"),
    language: str = "en",
    step_ms: int | None = 60_000,
    chapters: tuple[ChapterMark, ...] = (),
    show: str = "",
    duration_ms: int | None = None,
) -> Transcript:
    """Turns by ``speakers`` in rotation; a tuple is a turn of several segments, ``step_ms`` apart."""
    turns, number = [], 0
    for index, texts in enumerate(said):
        segments = []
        for text in (texts,) if isinstance(texts, str) else texts:
            start_ms = None if step_ms is None else number * step_ms
            segments.append(segment(number, text, start_ms=start_ms))
            number += 1
        speaker_id = speakers[index % len(speakers)] if speakers else None
        turns.append(Turn(speaker_id=speaker_id, segments=tuple(segments)))
    return Transcript(
        episode=Episode(key="crumb/1", title="Bread", show=show, language=language, duration_ms=duration_ms),
        speakers=tuple(Speaker(id=name, name=name) for name in speakers),
        turns=tuple(turns),
        chapters=chapters,
    )
