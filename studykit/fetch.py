"""The one door to the network: gets what stands at a web address, or posts to it, bounded in size, time and
place."""

import http.client
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urljoin

from studykit import __version__
from studykit.addresses import Address, WebAddress, host_address, is_public, web_address
from studykit.errors import ReadError

LARGEST_BYTES = 64 * 1024 * 1024
"""Daily shows of many years have feeds of some 30 MB."""
SECONDS = 60.0
MOST_REDIRECTS = 5

_CHUNK = 65536
_CONNECT_SECONDS = 10.0
_HEADERS = {
    "User-Agent": f"studykit/{__version__}",
    "Accept": "*/*",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}
_JSON = {"Content-Type": "application/json"}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NO_TEXT = ("audio/", "video/", "image/", "font/")
_HINTS = {
    401: "it wants a sign-in: download it in a browser, and give the file",
    403: "it may want a browser: download it there, and give the file",
    404: "check the address, or look for a newer one",
    410: "it was taken down: look for it elsewhere",
    429: "it was asked too often: wait a while",
}

_Place = tuple[int, tuple[str, int] | tuple[str, int, int, int] | tuple[int, bytes]]
"""The family and the address of a socket, as a resolver gives them."""


@dataclass(frozen=True)
class Fetched:
    """What a server gave: the address after all redirects, the content, and what its headers call it.

    ``content_type`` is a media type in lower case without parameters and ``charset`` the encoding that the
    server names; each is empty where it names none.
    """

    url: str
    content: bytes
    content_type: str
    charset: str


class _TimedSocket(socket.socket):
    """A socket whose reads all end at ``until``, however slowly the bytes drip in."""

    until: float

    def recv_into(  # type: ignore[override]  # a file over a socket gives it nothing else
        self, buffer: memoryview, nbytes: int = 0, flags: int = 0
    ) -> int:
        self.settimeout(_left(self.until))
        return super().recv_into(buffer, nbytes, flags)


class _TimedTls(ssl.SSLSocket):
    """The same for an encrypted connection."""

    until: float

    def recv_into(  # type: ignore[override]  # as above
        self, buffer: memoryview, nbytes: int | None = None, flags: int = 0
    ) -> int:
        self.settimeout(_left(self.until))
        return super().recv_into(buffer, nbytes, flags)


def fetch(
    url: str,
    *,
    allows: Callable[[Address], bool] = is_public,
    seconds: float = SECONDS,
    largest: int = LARGEST_BYTES,
) -> Fetched:
    """Return what stands at ``url``, an address of http or https.

    ``allows`` judges each address that is connected to, also after a redirect: a name is resolved once, and
    the connection goes to the address that was judged. All of it takes at most ``seconds``, and what the
    system needs to resolve a name. ``largest`` bounds the content in bytes, packed and unpacked. Proxies of
    the environment are not used, cookies are not kept, certificates are verified. Raises ReadError.
    """
    until = time.monotonic() + seconds
    asked = url
    for _ in range(MOST_REDIRECTS + 1):
        place = web_address(asked)
        with _failures_told(place.url):
            answer = _asked(place, None, allows, until, largest)
        if isinstance(answer, Fetched):
            return answer
        asked = answer
    raise ReadError(f"it redirects more than {MOST_REDIRECTS} times", where=url)


def post(
    url: str,
    content: bytes,
    *,
    allows: Callable[[Address], bool],
    seconds: float = SECONDS,
    largest: int = LARGEST_BYTES,
) -> Fetched:
    """Return what the server at ``url`` answers to the JSON ``content``; a redirect is not followed.

    The rest is as with ``fetch``. Raises ReadError.
    """
    place = web_address(url)
    with _failures_told(place.url):
        answer = _asked(place, content, allows, time.monotonic() + seconds, largest)
    if isinstance(answer, Fetched):
        return answer
    raise ReadError("it redirects to another address", where=url)


def _asked(
    place: WebAddress,
    content: bytes | None,
    allows: Callable[[Address], bool],
    until: float,
    largest: int,
) -> Fetched | str:
    """Return what ``place`` holds, or answers to ``content``, or the address it redirects to."""
    with _connected(place, allows, until) as connected:
        connection = http.client.HTTPConnection(place.host, place.port)
        connection.sock = connected  # so that it does not resolve the name again
        connected.settimeout(_left(until))  # for sending; reading has its own
        headers = {"Host": place.authority, **_HEADERS}
        if content is None:
            connection.request("GET", place.path, headers=headers)
        else:
            connection.request("POST", place.path, content, {**headers, **_JSON})
        with connection.getresponse() as response:
            location = response.headers.get("Location", "")
            if response.status in _REDIRECTS and location:
                return urljoin(place.url, _as_sent(location))
            _check(response, place)
            return Fetched(
                url=place.url,
                content=b"".join(_content(response, largest, place.url)),
                content_type=_media_type(response),
                charset=(response.headers.get_content_charset() or ""),
            )


def _connected(
    place: WebAddress, allows: Callable[[Address], bool], until: float
) -> _TimedSocket | _TimedTls:
    """Return a connection to the first address of ``place`` that is allowed and answers."""
    plain = _first_answering(_allowed(place, allows), until)
    if not place.is_secure:
        return plain
    context = ssl.create_default_context()
    context.sslsocket_class = _TimedTls
    try:
        plain.settimeout(_left(until))
        tls = context.wrap_socket(plain, server_hostname=place.host)
    except BaseException:
        plain.close()
        raise
    assert isinstance(tls, _TimedTls)  # noqa: S101 - what the context was told to make
    tls.until = until
    return tls


def _allowed(place: WebAddress, allows: Callable[[Address], bool]) -> list[_Place]:
    """Return the family and socket address of each address of the host that ``allows`` lets pass."""
    found = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
    judged: list[_Place] = [
        (family, socket_address)
        for family, _, _, _, socket_address in found
        if allows(host_address(str(socket_address[0])))
    ]
    if not judged:
        raise ReadError(
            f"{place.host} is in a private network ({found[0][4][0]})",
            where=place.url,
            hint="--allow-private, where you trust whoever wrote this address",
        )
    return judged


def _first_answering(places: Sequence[_Place], until: float) -> _TimedSocket:
    failed: OSError = TimeoutError()
    for family, socket_address in places:
        connected = _TimedSocket(family, socket.SOCK_STREAM)
        connected.until = until
        try:
            connected.settimeout(min(_left(until), _CONNECT_SECONDS))
            connected.connect(socket_address)
        except OSError as error:
            connected.close()
            failed = error
        else:
            return connected
    raise failed


def _check(response: http.client.HTTPResponse, place: WebAddress) -> None:
    """Raise ReadError where ``response`` is no success, or holds what cannot be text."""
    if response.status != 200:
        hint = _HINTS.get(response.status, "try again later" if response.status >= 500 else "")
        status = f"{response.status} {response.reason}".strip()
        raise ReadError(f"the server answers {status}", where=place.url, hint=hint)
    media_type = _media_type(response)
    if media_type.startswith(_NO_TEXT):
        raise ReadError(
            f"there is no text at this address, but {media_type}",
            where=place.url,
            hint="give the address of a transcript or a feed; download anything else",
        )


def _content(response: http.client.HTTPResponse, largest: int, url: str) -> Iterator[bytes]:
    """Give the content in pieces, unpacked (RFC 9110, section 8.4)."""
    packed = _bounded(_pieces(response), largest, url)
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding in {"gzip", "x-gzip"}:
        return _bounded(_unpacked(packed), largest, url)
    if encoding in {"identity", ""}:
        return packed
    raise ReadError(f"the server packed it as {encoding}, which it was not asked for", where=url)


def _pieces(response: http.client.HTTPResponse) -> Iterator[bytes]:
    while piece := response.read(_CHUNK):
        yield piece
    if response.length:  # http.client tells of a missing rest only where all is read at once
        raise http.client.IncompleteRead(b"", response.length)


def _unpacked(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Give what is packed by gzip in bounded pieces (RFC 1952: its members may follow each other)."""
    unpacker, begun = zlib.decompressobj(wbits=31), False
    for piece in pieces:
        rest = piece
        while rest:
            yield unpacker.decompress(rest, _CHUNK)
            rest, begun = unpacker.unconsumed_tail, True
            if unpacker.eof:
                rest = unpacker.unused_data
                unpacker, begun = zlib.decompressobj(wbits=31), False
    yield unpacker.flush()
    if begun and not unpacker.eof:
        raise zlib.error("it ends too early")


def _bounded(pieces: Iterator[bytes], largest: int, url: str) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > largest:
            raise ReadError(
                f"it is larger than {largest / 2**20:.0f} MB",
                where=url,
                hint="download it, and give the file",
            )
        yield piece


def _media_type(response: http.client.HTTPResponse) -> str:
    """Return the media type that the server names, "" where it names none."""
    return response.headers.get_content_type() if "Content-Type" in response.headers else ""


def _as_sent(header: str) -> str:
    """Return a header that may be UTF-8, as some servers write addresses; http.client has Latin-1."""
    return header.encode("latin-1", "replace").decode("utf-8", "replace")


def _left(until: float) -> float:
    """Return the seconds that are left; raises TimeoutError where there are none."""
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


@contextmanager
def _failures_told(url: str) -> Iterator[None]:
    """Turn whatever a connection fails by into ReadError."""
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise ReadError(
            f"its certificate is not valid: {error.verify_message}",
            where=url,
            hint="the server may not be the one it says it is; try another day, or another address",
        ) from error
    except TimeoutError as error:
        hint = "try again, or download it and give the file"
        raise ReadError("no answer came, or not all of it, in time", where=url, hint=hint) from error
    except socket.gaierror as error:
        hint = "check the address, and whether you are online"
        raise ReadError("there is no such server", where=url, hint=hint) from error
    except (OSError, http.client.HTTPException, zlib.error, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise ReadError(f"it cannot be fetched: {reason}", where=url, hint="try again later") from error
