"""Who leads the talk, and who is asked: by questions, by the welcome, by when and how much each speaks."""

from dataclasses import dataclass, field

from studykit.language.lexicon import Lexicon, phrases
from studykit.model import Role, Speaker, Transcript
from studykit.text import fold, is_question, words

OPENING_WORDS = 600
EARLY_SHARE = 0.25
"""Who first speaks later than this leads no talk: the audience asks at the end."""
LEAST_WORDS, LEAST_TURNS = 0.03, 0.1
"""The shares of all words or turns that a host has at least one of."""
MOST_WORDS, MOST_WORDS_GREETING = 0.6, 0.85
WELCOME = 0.5
"""A welcome to the listeners weighs as much as so large a share of turns that end in a question."""
GUEST_WORDS = 0.15


@dataclass
class _Part:
    """What one speaker does in the talk."""

    words: int = 0
    turns: int = 0
    questions: int = 0
    welcomes: bool = False
    begins: int = field(default=-1)
    """How many words others have said before the first turn."""

    @property
    def rate(self) -> float:
        """The share of turns that end in a question, two turns of doubt added."""
        return (self.questions + 0.5) / (self.turns + 2)


def with_roles(transcript: Transcript, lists: Lexicon) -> tuple[Speaker, ...]:
    """Return the speakers with their roles: who welcomes the listeners, or asks and says less, is the host.

    With two speakers the other one is the guest; with more, only those who clearly explain are. A role that
    the source states stays. In one talk of five the questions alone chose another than who gave the welcome.
    """
    speakers = transcript.speakers
    if len(speakers) < 2:
        return speakers
    if not any(speaker.role == "host" for speaker in speakers):
        return _inferred(speakers, _parts(transcript, lists))
    others = [speaker for speaker in speakers if speaker.role == "unknown"]
    lone = others[0].id if len(speakers) == 2 and others else None
    return tuple(_as(speaker, "guest") if speaker.id == lone else speaker for speaker in speakers)


def _parts(transcript: Transcript, lists: Lexicon) -> dict[str, _Part]:
    parts = {speaker.id: _Part() for speaker in transcript.speakers}
    welcome = phrases(lists.asides.welcomes)
    total = 0
    for turn in transcript.turns:
        spoken = words(turn.text)
        part = parts.get(turn.speaker_id or "")
        if part is not None:
            part.begins = total if part.begins < 0 else part.begins
            part.words += len(spoken)
            part.turns += 1
            part.questions += is_question(turn.text.rstrip("\"'”’“»« "))
            if total < OPENING_WORDS and welcome.search(fold(" ".join(spoken[:OPENING_WORDS]))):
                part.welcomes = True
        total += len(spoken)
    return parts


def _inferred(speakers: tuple[Speaker, ...], parts: dict[str, _Part]) -> tuple[Speaker, ...]:
    leader = _leader(parts)
    if leader is None:
        return speakers
    total = sum(part.words for part in parts.values())
    host = parts[leader]
    asks = max(host.rate, WELCOME * host.welcomes)
    roles: dict[str, Role] = {leader: "host"}
    for speaker_id, part in parts.items():
        explains = part.words > GUEST_WORDS * total and 2 * part.rate < asks and not part.welcomes
        if speaker_id != leader and explains:
            roles[speaker_id] = "guest"
    return tuple(_as(speaker, roles.get(speaker.id, speaker.role)) for speaker in speakers)


def _leader(parts: dict[str, _Part]) -> str | None:
    """Return who leads the talk, None where nobody clearly does."""
    total, turns = sum(part.words for part in parts.values()), sum(part.turns for part in parts.values())
    able = {
        speaker_id: (part.rate + WELCOME * part.welcomes, part.words)
        for speaker_id, part in parts.items()
        if (part.words >= LEAST_WORDS * total or part.turns >= LEAST_TURNS * turns)
        and 0 <= part.begins <= max(OPENING_WORDS, EARLY_SHARE * total)
    }
    leader = max(able, key=lambda speaker_id: able[speaker_id], default=None)
    if leader is None:
        return None
    host = parts[leader]
    most = MOST_WORDS_GREETING if host.welcomes else MOST_WORDS
    return leader if (host.questions >= 2 or host.welcomes) and host.words <= most * total else None


def _as(speaker: Speaker, role: Role) -> Speaker:
    return speaker.model_copy(update={"role": role})
