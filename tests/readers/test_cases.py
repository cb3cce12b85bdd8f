"""Every case becomes what the JSON beside it says; ``pytest --accept`` rewrites that."""

import json
from difflib import SequenceMatcher
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import pytest

from studykit import readers
from studykit.model import Transcript
from tests.readers.cases import CASES, cases, expected_path, spoken, words_of

NAMES = [str(case.relative_to(CASES)) for case in cases()]
each_case = pytest.mark.parametrize("case", cases(), ids=NAMES)


def become(case: Path) -> Transcript:
    source = readers.open_source(str(case))
    return readers.read(source.__class__(case.name, source.content))


def left_out(case: Path, transcript: Transcript) -> list[str]:
    """Every word of the file that is not in the transcript, by line: furniture, labels, times, markup."""
    rows = [spoken(row) for row in written(case).split("\n")]
    of_line = [(number, word) for number, row in enumerate(rows, 1) for word in row]
    matcher = SequenceMatcher(None, [word for _, word in of_line], words_of(transcript), autojunk=False)
    kept = {i for block in matcher.get_matching_blocks() for i in range(block.a, block.a + block.size)}
    lost = [pair for index, pair in enumerate(of_line) if index not in kept]
    return [f"{n}: {' '.join(word for _, word in pairs)}" for n, pairs in groupby(lost, key=itemgetter(0))]


def written(case: Path) -> str:
    """The text of the file, JSON escapes that are no words taken off."""
    return readers.open_source(str(case)).text.replace("\\u0000", "").replace("\\n", " ")


@each_case
def test_a_case_becomes_what_stands_beside_it(case: Path, accept: bool) -> None:
    transcript = become(case)
    found = {
        "left_out": left_out(case, transcript),
        "transcript": transcript.model_dump(mode="json", exclude_defaults=True),
    }
    if accept:
        text = json.dumps(found, ensure_ascii=False, indent=1)
        expected_path(case).write_text(text + "\n", encoding="utf-8")
    assert found == json.loads(expected_path(case).read_text(encoding="utf-8"))


@each_case
def test_a_case_is_recognised_by_its_content_alone(case: Path) -> None:
    by_content = readers.recognise(readers.open_source(str(case)).__class__("-", case.read_bytes()))
    assert by_content == case.parent.name


@each_case
def test_no_word_is_added_and_the_order_stays(case: Path) -> None:
    remaining = iter(spoken(written(case)))
    strangers = [word for word in words_of(become(case)) if word not in remaining]
    assert strangers == []


def test_no_expectation_outlives_its_case() -> None:
    orphans = set(CASES.glob("*/*.expected.json")) - {expected_path(case) for case in cases()}
    assert orphans == set()
