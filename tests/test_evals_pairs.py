"""What is measured of two transcripts of one episode, on the talk of the example."""

from pathlib import Path

import pytest

from evals import pairs
from studykit import readers
from studykit.model import Transcript

EXAMPLE = Path(__file__).parents[1] / "docs" / "examples" / "why-sourdough-rises.md"


@pytest.fixture(scope="module")
def example() -> Transcript:
    return readers.read(readers.open_source(str(EXAMPLE)))


@pytest.mark.parametrize("seed", range(3))
def test_a_recognisers_copy_gets_back_its_speakers_and_all_chapters(example: Transcript, seed: int) -> None:
    row = pairs.measured_copy("copy", example, seed)
    assert row.right >= 0.97 * row.believed
    assert row.near == row.chapters == len(example.chapters)
    assert max(row.errors_ms) < 30_000


def test_a_transcript_with_itself_is_right_throughout(example: Transcript) -> None:
    row = pairs.measured("itself", example, example)
    assert row.believed == row.right == row.words
    assert row.near == row.chapters
    assert set(row.errors_ms) == {0}
    assert row.told == ()
