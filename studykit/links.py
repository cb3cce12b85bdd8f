"""Links that open an episode at a moment."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from studykit.model import Episode
from studykit.notices import Notice
from studykit.text import clock

_WEB = frozenset({"http", "https"})
_YOUTUBE = frozenset({"youtube.com", "www.youtube.com", "m.youtube.com", "youtu.be"})
_SECRET_NAME = re.compile(
    "access|apikey|auth.*|credential|hash|hmac|jwt|key|pass(wd|word)?|policy|pwd|secret|session|sig(nature)?|token"
)
_PART_OF_NAME = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_OPAQUE = re.compile(r"(?=.*[a-z])(?=.*[A-Z])(?=.*[0-9])[\w+/=.~-]{32,}", re.ASCII)
_TOKEN_IN_PATH = re.compile(r"/eyJ[\w-]{16,}", re.ASCII)
"""JSON in Base64, as in a JSON Web Token (RFC 7519)."""
_SHORTEST_SECRET = 8


def moment_link(episode: Episode, start_ms: int | None) -> str:
    """Return a link to the episode at ``start_ms``, to the episode alone where that cannot be said, or "".

    The episode's own pattern comes first. YouTube takes ``t`` in whole seconds, an audio file a media
    fragment (W3C Media Fragments URI 1.0, section 4.2.1); another page has no such way. Only http and https
    links are given out.
    """
    page, audio = web_link(episode.url), web_link(episode.audio_url)
    if start_ms is None:
        return page or filled(episode.link_pattern, 0) or audio
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


def secret_in(episode: Episode) -> str:
    """Return the name of what looks like a listener's own secret in the links to ``episode``, "" for none.

    A private feed tells its listeners apart by such words in the addresses of its recordings: a field of the
    query by its name (``token``, ``auth``, ``signature`` …) or with a long value of mixed letters and digits,
    a name with a password before the host, a token in the path.
    """
    links = (moment_link(episode, 0), moment_link(episode, None))
    return next((name for link in links if (name := _secret(link))), "")


def told_of_secret(episode: Episode) -> tuple[Notice, ...]:
    """Return a notice where the links to ``episode`` may let others in by the listener's own key."""
    name = secret_in(episode)
    if not name:
        return ()
    text = (
        f"the links hold what looks like a secret of yours ({name!r} in the episode's address); before you "
        "share what was made, build it with --link-pattern, or with an --audio-url that all may have"
    )
    return (Notice(code="private-link", text=text, where=episode.title),)


def _secret(link: str) -> str:
    parts = urlsplit(link)
    if parts.password:
        return "password"
    if _TOKEN_IN_PATH.search(parts.path):
        return "token"
    is_public = parts.hostname in _YOUTUBE  # its lists have long names that are no secrets
    fields = parse_qsl(parts.query) if not is_public else []
    return next((name for name, value in fields if _is_secret(name, value)), "")


def _is_secret(name: str, value: str) -> bool:
    named = any(_SECRET_NAME.fullmatch(part.lower()) for part in _PART_OF_NAME.findall(name))
    return (named and len(value) >= _SHORTEST_SECRET) or _OPAQUE.fullmatch(value) is not None
