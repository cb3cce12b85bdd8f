"""Every case says the same in whatever dress its bytes come."""

import unicodedata
from collections.abc import Callable

import pytest

from studykit import readers
from studykit.contracts import Source
from studykit.encoding import UNREADABLE
from tests.readers.cases import CASES, cases

DRESSES: dict[str, Callable[[str], bytes]] = {
    "windows": lambda text: text.replace("\n", "\r\n").rstrip().encode("utf-16"),
    "old mac": lambda text: (
        unicodedata.normalize("NFD", f"\ufeff\n\n{text}\n\n").replace("\n", "\r").encode()
    ),
}


def read(source: Source) -> tuple[str, dict[str, object]]:
    """Its reader, found by content alone, and what was said."""
    name = readers.recognise(source)
    return name, readers.read(source, name).model_dump(include={"speakers", "turns", "chapters"})


@pytest.fixture(scope="module")
def plain() -> dict[str, tuple[str, dict[str, object]]]:
    """What is read of each case that is text as it stands, by the text itself."""
    sources = {str(case.relative_to(CASES)): Source("-", case.read_bytes()) for case in cases()}
    texts = {name: s.text for name, s in sources.items() if s.is_text and UNREADABLE not in s.text}
    return {text: read(sources[name]) for name, text in texts.items()}


@pytest.mark.parametrize("dress", DRESSES)
def test_a_case_says_the_same_in_another_dress(dress: str, plain: dict[str, object]) -> None:
    dressed = {text: read(Source("-", DRESSES[dress](text))) for text in plain}
    assert [text[:80] for text in plain if dressed[text] != plain[text]] == []
