"""Files as damage leaves them: pieces lost, doubled, moved, or put in out of another file."""

from collections.abc import Sequence

from hypothesis import strategies as st

LONGEST = 400
MOST = 4
JSON = (b"null", b"true", b"-1", b"1e999", b"NaN", b"[]", b"{}", b'""', b"9" * 400, b"[" * 99, b'"\\ud800"')
SIGNS = (b"<", b">", b"</", b"&", b"-->", b"99:99", b"\n", b"\n\n", b"\r", b"\t", b"\x00", b"\xff", b"\xc3")


@st.composite
def damaged(draw: st.DrawFn, whole: Sequence[bytes]) -> bytes:
    """One of the files ``whole`` with a few pieces damaged."""
    content = draw(st.sampled_from(whole))
    for _ in range(draw(st.integers(1, MOST))):
        begin, end = draw(places(content))
        at = draw(st.integers(0, begin))
        piece = content[begin:end]
        strange = st.binary(max_size=8) | st.sampled_from(JSON + SIGNS) | pieces(whole)
        content = content[:begin] + draw(st.just(b"") | st.just(piece * 2) | strange) + content[end:]
        content = content[:at] + draw(st.just(b"") | st.just(piece)) + content[at:]
    return content


def places(content: bytes) -> st.SearchStrategy[tuple[int, int]]:
    """Where a piece of ``content`` begins and ends."""
    begins = st.integers(0, len(content))
    return begins.flatmap(
        lambda begin: st.tuples(st.just(begin), st.integers(begin, min(len(content), begin + LONGEST)))
    )


@st.composite
def pieces(draw: st.DrawFn, whole: Sequence[bytes]) -> bytes:
    """A piece of one of the files ``whole``."""
    content = draw(st.sampled_from(whole))
    begin, end = draw(places(content))
    return content[begin:end]
