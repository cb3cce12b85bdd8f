"""The cases: files of each format and, beside them, what they must become."""

import re
from pathlib import Path

from studykit.contracts import Source
from studykit.model import Transcript

CASES = Path(__file__).resolve().parents[1] / "cases"
EXPECTED = ".expected.json"


def cases() -> list[Path]:
    return [p for p in sorted(CASES.glob("*/*")) if p.is_file() and not p.name.endswith(EXPECTED)]


def expected_path(case: Path) -> Path:
    return case.with_name(case.name + EXPECTED)


def source(text: str | bytes, name: str = "talk") -> Source:
    return Source(name, text if isinstance(text, bytes) else text.encode())


def spoken(text: str) -> list[str]:
    """The words as the project counts them: lower case, quotes straightened, letters of every script."""
    straight = text.lower().replace("’", "'").replace("‘", "'")
    return re.findall(r"[^\W_]+(?:'[^\W_]+)*", straight)


def words_of(transcript: Transcript) -> list[str]:
    return [word for segment in transcript.segments for word in spoken(segment.text)]


def shape(transcript: Transcript) -> list[tuple[str | None, str]]:
    """Speaker and text of each turn: enough to see who said what."""
    return [(turn.speaker_id, turn.text) for turn in transcript.turns]
