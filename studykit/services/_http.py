"""The connections to the servers of language models: bounded in size, led nowhere else."""

from collections.abc import AsyncIterator

import httpx2

LARGEST_BYTES = 8 * 1024 * 1024
"""A stream tells every few letters in some 200 bytes of its own; a chapter's answer takes about 1 MB."""
_CONNECT_S = 10.0


class TooLargeError(Exception):
    """An answer is larger than LARGEST_BYTES, or packed, so that its size cannot be told."""


class _Bounded(httpx2.AsyncByteStream):
    """The bytes of an answer, up to LARGEST_BYTES."""

    def __init__(self, stream: httpx2.AsyncByteStream) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        size = 0
        async for piece in self._stream:
            size += len(piece)
            if size > LARGEST_BYTES:
                raise TooLargeError
            yield piece

    async def aclose(self) -> None:
        await self._stream.aclose()


class _BoundedTransport(httpx2.AsyncHTTPTransport):
    """Sends a request to the very server it names and bounds what comes back."""

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        request.headers["Accept-Encoding"] = "identity"
        response = await super().handle_async_request(request)
        stream = response.stream
        if response.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
            await response.aclose()
            raise TooLargeError
        if isinstance(stream, httpx2.AsyncByteStream):
            response.stream = _Bounded(stream)
        return response


def client(silence_s: float) -> httpx2.AsyncClient:
    """Return what sends requests; a read ends after ``silence_s`` seconds without a byte.

    Redirects are not followed, for they would lead the key to another server. Proxies and certificates of
    the environment are not used.
    """
    timeout = httpx2.Timeout(silence_s, connect=min(_CONNECT_S, silence_s))
    return httpx2.AsyncClient(
        transport=_BoundedTransport(), timeout=timeout, follow_redirects=False, trust_env=False
    )
