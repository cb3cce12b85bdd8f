"""Finds the episode that the user means, and the best of its transcripts."""

from collections.abc import Iterable
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from studykit.errors import ReadError, UsageError
from studykit.feeds.feed import Feed, FeedEpisode, TranscriptLink
from studykit.feeds.listing import line
from studykit.text import fold

LATEST = "latest"

_SHOWN = 5
_KINDS = ("json", "vtt", "ttml", "srt", "html", "md", "txt")
"""From those that tell speakers and times to those that tell neither."""
_TYPES = {
    "application/json": "json",
    "text/json": "json",
    "text/vtt": "vtt",
    "application/ttml+xml": "ttml",
    "application/srt": "srt",
    "application/x-subrip": "srt",
    "text/srt": "srt",
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/markdown": "md",
    "text/plain": "txt",
}
_ENDINGS = {"htm": "html", "xhtml": "html", "markdown": "md"}


def choose(feed: Feed, wanted: str | None, name: str) -> FeedEpisode:
    """Return the episode that ``wanted`` means: ``latest``, its number, its GUID or a part of its title.

    A number counts from the newest, as in the list of the feed. ``name`` is the feed's, for messages. Raises
    UsageError, with episodes to choose from, where none, several or no one is meant, ReadError where the feed
    has no episodes.
    """
    if not feed.episodes:
        raise ReadError("there is no episode in this feed", where=name)
    if not wanted:
        raise UsageError(
            f"this is a feed; its episodes are:{_listed(feed.episodes)}",
            where=name,
            hint='say which one: --episode latest, --episode 3 or --episode "words of its title"',
        )
    found = _meant(feed, wanted.strip())
    if len(found) == 1:
        return found[0]
    what = f"{len(found)} episodes are" if found else "no episode is"
    raise UsageError(
        f"{what} meant by {wanted!r}{_listed(found or feed.episodes)}",
        where=name,
        hint=f"--episode takes {LATEST}, a number of this list, a GUID, or words of one title alone",
    )


def ranked(episode: FeedEpisode, feed: Feed, language: str = "") -> tuple[TranscriptLink, ...]:
    """Return the transcripts of ``episode``, the best one first.

    Those in ``language``, else in that of the feed, come before translations; then those whose format tells
    who speaks and when; then those that the feed calls captions, which have times (podcast namespace,
    ``transcript``).
    """
    spoken = _primary(language or feed.language)

    def rank(link: TranscriptLink) -> tuple[bool, int, bool]:
        is_other = bool(spoken and link.language) and _primary(link.language) != spoken
        return is_other, _KINDS.index(kind(link)), link.rel != "captions"

    return tuple(sorted(episode.transcripts, key=rank))


def kind(link: TranscriptLink) -> str:
    """Return what a transcript is, such as ``vtt``: by its type or, where that says nothing, its ending."""
    typed = _TYPES.get(link.type, "txt")
    if typed != "txt":
        return typed
    try:
        ending = PurePosixPath(urlsplit(link.url).path).suffix.lower().removeprefix(".")
    except ValueError:
        return typed
    ending = _ENDINGS.get(ending, ending)
    return ending if ending in _KINDS else typed


def without_transcript(episode: FeedEpisode, feed: Feed, name: str) -> ReadError:
    """Return what to tell of an episode whose transcript the feed does not have."""
    others = [each for each in feed.episodes if each.transcripts]
    told = f"; these have one:{_listed(others)}" if others else ", and none of the others has"
    ways = (
        f"its page may have the text: studykit build {episode.link}" if episode.link else "",
        f"download {episode.audio_url} and build that file with --model" if episode.audio_url else "",
    )
    return ReadError(
        f"the feed has no transcript of “{episode.title}”{told}",
        where=name,
        hint=", or ".join(filter(None, ways)) or "find its transcript elsewhere, and give the file",
    )


def _meant(feed: Feed, wanted: str) -> list[FeedEpisode]:
    """Return those that ``wanted`` means in the first way in which it means any."""
    if wanted.casefold() == LATEST:
        return [feed.episodes[0]]
    same_title = [each for each in feed.episodes if fold(each.title) == fold(wanted)]
    return (
        [each for each in feed.episodes if str(each.number) == wanted]
        or [each for each in feed.episodes if each.guid == wanted]
        or same_title
        or [each for each in feed.episodes if fold(wanted) in fold(each.title)]
    )


def _listed(episodes: Iterable[FeedEpisode]) -> str:
    """Return the first of ``episodes`` as lines below a message."""
    listed = list(episodes)
    more = f"\n  … and {len(listed) - _SHOWN} more: studykit feed lists them" * (len(listed) > _SHOWN)
    return "".join(f"\n  {line(each)}" for each in listed[:_SHOWN]) + more


def _primary(language: str) -> str:
    return language.casefold().replace("_", "-").partition("-")[0]
