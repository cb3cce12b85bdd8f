"""What is said between a chapter's first and last segment."""

from studykit.model import Chapter, Transcript


def text_for_study(chapter: Chapter, transcript: Transcript) -> str:
    """Return the chapter's words that are for study, a line a segment."""
    if not chapter.first_segment_id:
        return ""
    inside, texts = False, []
    for segment in transcript.segments:
        inside = inside or segment.id == chapter.first_segment_id
        if inside and segment.aside is None:
            texts.append(segment.text)
        if segment.id == chapter.last_segment_id:
            break
    return "\n".join(texts)
