"""What a feed tells: a show, its episodes, and where their transcripts and chapters stand."""

from datetime import datetime

from studykit.model import Role, Text, Value

_ROLES: dict[str, Role] = {"host": "host", "co-host": "host", "guest host": "host", "guest": "guest"}


class TranscriptLink(Value):
    """Where a transcript stands, and what the feed says of it; all but ``url`` may be empty."""

    url: Text
    type: Text = ""
    language: Text = ""
    rel: Text = ""


class Person(Value):
    """Somebody who has to do with the episode; ``role`` is a word of the feed, in lower case."""

    name: Text
    role: Text = "host"

    @property
    def speaks_as(self) -> Role:
        """The role as a speaker; ``unknown`` for an editor or a producer."""
        return _ROLES.get(self.role, "unknown")


class FeedEpisode(Value):
    """One episode of a feed.

    ``number`` counts from the newest, which is 1; ``season`` and ``episode`` are the show's own numbers.
    ``chapters_url`` is where its list of chapters stands, and ``inline_chapters`` the list that stands in the
    feed, as XML. What the feed does not tell is empty or None.
    """

    number: int
    guid: Text = ""
    title: Text = ""
    published: datetime | None = None
    duration_ms: int | None = None
    season: int | None = None
    episode: int | None = None
    link: Text = ""
    audio_url: Text = ""
    description: Text = ""
    transcripts: tuple[TranscriptLink, ...] = ()
    chapters_url: Text = ""
    inline_chapters: Text = ""
    persons: tuple[Person, ...] = ()

    @property
    def has_chapters(self) -> bool:
        """Whether the feed has its chapters, or says where they are."""
        return bool(self.chapters_url or self.inline_chapters)


class Feed(Value):
    """A show and its episodes, the newest first."""

    title: Text = ""
    language: Text = ""
    link: Text = ""
    episodes: tuple[FeedEpisode, ...] = ()
