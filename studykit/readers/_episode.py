"""What a source tells of its episode."""

from datetime import date
from pathlib import PurePath

from studykit.identity import episode_key
from studykit.model import Episode
from studykit.text import squeeze


def episode(
    source_name: str,
    *,
    title: str = "",
    show: str = "",
    published: date | None = None,
    url: str = "",
    audio_url: str = "",
    language: str = "",
    duration_ms: int | None = None,
) -> Episode:
    """Return the episode; the title falls back to the file's name. ``language`` empty means not stated."""
    known = Episode(
        key=episode_key(show, title, source_name),
        title=squeeze(title) or human_stem(source_name),
        show=squeeze(show),
        published=published,
        url=url,
        audio_url=audio_url,
        duration_ms=duration_ms,
    )
    # The language stays unset where it is not stated, so that the door knows it may look for itself.
    return Episode.model_validate({**known.model_dump(), "language": language}) if language else known


def human_stem(source_name: str) -> str:
    """Return the file's name as a person would say it: ``my_first-talk.vtt`` is ``My first talk``."""
    stem = squeeze(PurePath(source_name).stem.replace("_", " ").replace("-", " "))
    return (stem[:1].upper() + stem[1:]) or "Episode"


def retitled(episode: Episode, title: str, source_name: str) -> Episode:
    """Return ``episode`` under the title that its document states, and with the identity that follows."""
    if not title:
        return episode
    told = {"title": title, "key": episode_key(episode.show, title, source_name)}
    return episode.model_copy(update=told)
