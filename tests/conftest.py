"""What all tests share: ``--accept`` rewrites what the cases must become."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests import network

settings.register_profile("untimed", deadline=None)
"""A test says nothing of time: the first call loads models, and machines are busy."""
settings.register_profile("thorough", deadline=None, max_examples=10_000)
"""By hand, for hours: ``pytest tests/readers/test_any_bytes.py --hypothesis-profile=thorough``."""
settings.load_profile("untimed")

SHARED = Path(__file__).resolve().parents[2] / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept", action="store_true", help="rewrite the JSON beside each case, to be read as a diff"
    )


@pytest.fixture(autouse=True, scope="session")
def loopback_alone() -> Iterator[None]:
    """No test reaches another computer, nor a real provider of language models."""
    with pytest.MonkeyPatch.context() as patch:
        network.shut(patch)
        yield


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether the cases' JSON is to be rewritten."""
    return bool(request.config.getoption("--accept"))


@pytest.fixture
def shared() -> Path:
    """The folder of real transcripts beside the checkout; the test is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("needs the folder shared beside the checkout")
    return SHARED
