"""Takes one episode out of a feed: what is said in it, its chapters, its people, and what is told of it."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from studykit import builder, chapter_lists, feeds, readers
from studykit.contracts import Source
from studykit.errors import ReadError, StudykitError, UsageError
from studykit.feeds import Feed, FeedEpisode, TranscriptLink
from studykit.identity import episode_key
from studykit.language.detect import LANGUAGES
from studykit.model import ChapterMark, Episode, Role, Transcript
from studykit.notices import Notice
from studykit.options import Options
from studykit.places import called, open_linked

MOST_TRIED = 4
"""So many transcripts of an episode are asked for, until one can be read."""

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_NO_PAGES = frozenset({"json", "vtt", "ttml", "srt"})
_PAGE = re.compile(r"\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)

Found = TypeVar("Found")


@dataclass(frozen=True)
class Taken:
    """The transcript with all that the feed has for it, and its people's roles by their names."""

    transcript: Transcript
    people: Mapping[str, Role]


def take(source: Source, options: Options) -> Taken:
    """Return the episode of the feed ``source`` that ``options.episode_`` means.

    Its best transcript that can be read is taken; the chapters are those of the feed where there are any and
    the user gives none. Raises ReadError where the feed, or every transcript, cannot be read or there is
    none, and UsageError where no episode is meant.
    """
    feed = feeds.read(source)
    episode = feeds.choose(feed, options.episode_, source.name)
    read = _said(episode, feed, source, options)
    told, doubts = _told(episode, feed, read, source)
    transcript = read.model_copy(
        update={
            "episode": Episode.model_validate({**read.episode.model_dump(), **told}),
            "notices": (*read.notices, *doubts),
        }
    )
    if not options.chapters:
        transcript = _with_chapters(transcript, episode, source, options)
    return Taken(transcript, _people(episode))


def _said(episode: FeedEpisode, feed: Feed, source: Source, options: Options) -> Transcript:
    """Return the best transcript of ``episode`` that can be read; those before it are told by notices."""
    links = feeds.ranked(episode, feed, options.language or "")[:MOST_TRIED]
    if not links:
        raise feeds.without_transcript(episode, feed, source.name)
    transcript, failed = _first_read([partial(_read, link, source, options) for link in links])
    if transcript is None:
        raise failed[0]
    notices = tuple(_unread("transcript", failed))
    return transcript.model_copy(update={"notices": (*transcript.notices, *notices)})


def _read(link: TranscriptLink, source: Source, options: Options) -> Transcript:
    opened = open_linked(link.url, source, "transcript", allow_private=options.allow_private)
    if feeds.kind(link) in _NO_PAGES and opened.is_text and _PAGE.match(opened.head):
        # A page that says "not found" with the status of success would be read as talk.
        raise ReadError(f"there is a web page in place of {feeds.kind(link)}", where=opened.name)
    return readers.read(opened, options.from_)


def _with_chapters(
    transcript: Transcript, episode: FeedEpisode, source: Source, options: Options
) -> Transcript:
    """Return ``transcript`` with the chapters that the feed links to or holds, else with its own."""

    def linked() -> tuple[ChapterMark, ...]:
        url, private = episode.chapters_url, options.allow_private
        return chapter_lists.read(open_linked(url, source, "list of chapters", allow_private=private))

    def inline() -> tuple[ChapterMark, ...]:
        return chapter_lists.read(Source(f"chapters in {source.name}", episode.inline_chapters.encode()))

    there = ((episode.chapters_url, linked), (episode.inline_chapters, inline))
    marks, failed = _first_read([read for is_there, read in there if is_there])
    if marks:
        transcript = builder.with_chapters(transcript, marks)
    notices = tuple(_unread("chapters", failed))
    return transcript.model_copy(update={"notices": (*transcript.notices, *notices)})


def _first_read(
    attempts: Sequence[Callable[[], Found]],
) -> tuple[Found | None, tuple[StudykitError, ...]]:
    """Return what the first of ``attempts`` gives that succeeds, None where none does, and what failed."""
    failed: list[StudykitError] = []
    for attempt in attempts:
        try:
            return attempt(), tuple(failed)
        except (ReadError, UsageError) as error:
            failed.append(error)
    return None, tuple(failed)


def _unread(what: str, failed: Sequence[StudykitError]) -> Iterator[Notice]:
    for error in failed:
        text = f"the feed's {what} could not be read: {error.what}"
        yield Notice(code=f"{what}-unread", text=text, where=called(error.where))


def _told(
    episode: FeedEpisode, feed: Feed, transcript: Transcript, source: Source
) -> tuple[Mapping[str, object], tuple[Notice, ...]]:
    """Return what the feed tells of the episode, by the names that ``Episode`` has for it, and doubts.

    The GUID is its identity: titles are corrected and transcripts move. Where it has none, show and title
    are.
    """
    language, doubts = _language(episode, feed, transcript)
    told = {
        "key": episode.guid or episode_key(feed.title, episode.title, source.name),
        "title": episode.title,
        "show": feed.title,
        "published": episode.published.date() if episode.published else None,
        "url": episode.link,
        "audio_url": episode.audio_url,
        "language": language,
        "duration_ms": transcript.episode.duration_ms or episode.duration_ms,
    }
    return {name: value for name, value in told.items() if value}, doubts


def _language(episode: FeedEpisode, feed: Feed, transcript: Transcript) -> tuple[str, tuple[Notice, ...]]:
    """Return the language that the feed states, unless the words are clearly in another one.

    Hosting services fill in English for shows that leave the field alone.
    """
    tag = feed.language.replace("_", "-")
    if not _TAG.fullmatch(tag):
        return "", ()
    stated = Episode(key="", title="", language=tag).spoken
    heard = transcript.episode.spoken
    if stated == heard or heard not in LANGUAGES or stated not in LANGUAGES:
        return tag, ()
    text = f"the feed says {tag}, but the transcript is in {heard!r}; --language tells otherwise"
    return "", (Notice(code="language-doubtful", text=text, where=episode.title),)


def _people(episode: FeedEpisode) -> dict[str, Role]:
    """Return each person's role; who has several, one of them in front of a microphone, has that one."""
    roles: dict[str, Role] = {}
    for person in episode.persons:
        if roles.get(person.name, "unknown") == "unknown":
            roles[person.name] = person.speaks_as
    return roles
