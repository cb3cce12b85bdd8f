"""The ids of a season's merged cards are kept beside its deck."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit import season_file
from studykit.errors import ReadError


def test_a_season_that_was_never_built_has_no_ids(tmp_path):
    assert season_file.load(tmp_path / "season.json") == {}


@given(cards=st.dictionaries(st.text("abc de", min_size=1), st.text("xyz", min_size=1), max_size=5))
def test_what_is_kept_is_read_back(tmp_path_factory, cards):
    path = tmp_path_factory.mktemp("season") / "season.json"
    path.write_bytes(season_file.render(cards))
    assert season_file.load(path) == cards
    assert season_file.render(dict(reversed(cards.items()))) == season_file.render(cards)


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"\x00\xff", b'{"schema": "studykit-season/2", "cards": {}}', b'{"cards": {"a": 1}}'],
)
def test_a_file_that_is_something_else_is_refused_in_words(tmp_path, content):
    path = tmp_path / "season.json"
    path.write_bytes(content)
    with pytest.raises(ReadError, match=r"season\.json"):
        season_file.load(path)
