"""Shows the episodes of a feed: as lines of a terminal, or as JSON for other programs."""

import json
import unicodedata
from collections.abc import Iterator

from studykit.feeds.feed import Feed, FeedEpisode
from studykit.text import clock

COLUMNS = 80
_HEADING = f"{'#':>5}  {'date':<10}  {'length':>8}  {'has':<3}  title"


def lines(feed: Feed, limit: int) -> Iterator[str]:
    """Yield a heading and a line for each of the first ``limit`` episodes, none wider than COLUMNS."""
    yield _HEADING
    for episode in feed.episodes[:limit]:
        yield line(episode)


def line(episode: FeedEpisode) -> str:
    """Return an episode's number, date, length, what there is of it (T transcript, C chapters) and title."""
    day = episode.published.date().isoformat() if episode.published else ""
    length = clock(episode.duration_ms) if episode.duration_ms else ""
    has = f"{'T' if episode.transcripts else '-'}{'C' if episode.has_chapters else '-'}"
    start = f"{episode.number:>5}  {day:<10}  {length:>8}  {has:<3}  "
    return start + fitted(episode.title or "(no title)", COLUMNS - len(start))


def fitted(text: str, columns: int) -> str:
    """Return ``text`` cut to ``columns`` of a terminal, where letters of East Asia take two of them."""
    if sum(map(_width, text)) <= columns:
        return text
    room, kept = columns - 1, ""
    for letter in text:
        room -= _width(letter)
        if room < 0:
            break
        kept += letter
    return kept.rstrip() + "…"


def as_json(feed: Feed, limit: int) -> str:
    """Return the show and its first ``limit`` episodes as JSON, with the fields of Feed and FeedEpisode."""
    show = feed.model_dump(mode="json", exclude={"episodes"})
    episodes = [
        {**each.model_dump(mode="json", exclude={"inline_chapters"}), "has_chapters": each.has_chapters}
        for each in feed.episodes[:limit]
    ]
    value = {**show, "episode_count": len(feed.episodes), "episodes": episodes}
    return json.dumps(value, ensure_ascii=False, indent=2)


def _width(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
