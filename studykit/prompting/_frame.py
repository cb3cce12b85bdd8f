"""What every question tells of the episode."""

from collections.abc import Sequence

from studykit.model import Transcript

_UNKNOWN = "(not known)"


def frame(transcript: Transcript) -> dict[str, object]:
    """Return title, show, speakers and language of the episode, by their names in the prompts."""
    episode = transcript.episode
    people = [
        f"{each.name} ({each.role})" if each.role != "unknown" else each.name for each in transcript.speakers
    ]
    return {
        "title": episode.title,
        "show": episode.show or _UNKNOWN,
        "speakers": ", ".join(people) or _UNKNOWN,
        "language": episode.language,
    }


def listed(titles: Sequence[str], here: int = 0) -> str:
    """Return chapters' titles with their numbers, the one with the number ``here`` marked."""
    rows = (
        f"{number}. {title}{' <- this one' * (number == here)}"
        for number, title in enumerate(titles, start=1)
    )
    return "\n".join(rows) or _UNKNOWN
