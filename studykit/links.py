"""Links that open an episode at a moment."""

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from studykit.model import Episode
from studykit.text import clock

_WEB = frozenset({"http", "https"})
_YOUTUBE = frozenset({"youtube.com", "www.youtube.com", "m.youtube.com", "youtu.be"})


def moment_link(episode: Episode, start_ms: int | None) -> str:
    """Return a link to the episode at ``start_ms``, to the episode alone where that cannot be said, or "".

    The episode's own pattern comes first. YouTube takes ``t`` in whole seconds, an audio file a media
    fragment (W3C Media Fragments URI 1.0, section 4.2.1); another page has no such way. Only http and https
    links are given out.
    """
    page, audio = web_link(episode.url), web_link(episode.audio_url)
    if start_ms is None:
        return page or audio or filled(episode.link_pattern, 0)
    if link := filled(episode.link_pattern, start_ms):
        return link
    seconds = start_ms // 1000
    parts = urlsplit(page)
    if parts.hostname in _YOUTUBE:
        query = [(key, value) for key, value in parse_qsl(parts.query) if key != "t"]
        return urlunsplit(parts._replace(query=urlencode([*query, ("t", f"{seconds}s")])))
    if audio:
        return urlunsplit(urlsplit(audio)._replace(fragment=f"t={seconds}"))
    return page


def filled(pattern: str, start_ms: int) -> str:
    """Return the link that ``pattern`` gives for ``start_ms``, "" where it is none or has no place for it.

    ``{seconds}`` are whole seconds, ``{ms}`` milliseconds, ``{clock}`` is ``1:02:03``.
    """
    times = {"{seconds}": str(start_ms // 1000), "{ms}": str(start_ms), "{clock}": clock(start_ms)}
    if not any(place in pattern for place in times):
        return ""
    for place, time in times.items():
        pattern = pattern.replace(place, time)
    return web_link(pattern)


def web_link(url: str) -> str:
    """Return ``url`` where it is a link of the web, else "": a card must not run a script."""
    try:
        parts = urlsplit(url.strip())
        return urlunsplit(parts) if parts.scheme in _WEB and parts.hostname else ""
    except ValueError:
        return ""
