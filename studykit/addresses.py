"""Addresses: those of the web, taken apart, and which hosts are public, so that no feed leads us into a
private network."""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import quote, urlsplit

from studykit.errors import ReadError

Address = IPv4Address | IPv6Address

_NAT64 = IPv6Network("64:ff9b::/96")
_PORTS = {"http": 80, "https": 443}
_LONGEST = 8000
_HOST = re.compile(r"[\w.:-]{1,253}", re.ASCII)
_SIGNS = "/%:@!$&'()*+,;=~-._?[]"


@dataclass(frozen=True)
class WebAddress:
    """A checked address of http or https; ``path`` holds the query too, ``url`` no fragment."""

    url: str
    is_secure: bool
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """The host as the Host header has it (RFC 9110, section 7.2)."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        is_usual = self.port == _PORTS["https" if self.is_secure else "http"]
        return host if is_usual else f"{host}:{self.port}"


def is_web(place: str) -> bool:
    """Whether ``place`` is meant as an address of the web, and not as a file."""
    return place.lower().startswith(("http://", "https://"))


def web_address(url: str) -> WebAddress:
    """Return ``url`` taken apart; signs that are not ASCII are encoded (RFC 3987, section 3.1).

    Raises ReadError where it is no address of http or https, holds a user's name, or is absurdly long.
    """
    try:
        parts = urlsplit(url.strip()[:_LONGEST])
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port or _PORTS.get(parts.scheme, 0)
        query = f"?{quote(parts.query, safe=_SIGNS)}" if parts.query else ""
        path = quote(parts.path or "/", safe=_SIGNS) + query
    except ValueError as error:  # UnicodeError is one
        raise ReadError("this is no web address", where=url[:_LONGEST]) from error
    if parts.scheme not in _PORTS:
        what = f"only http and https are fetched, not {parts.scheme or 'this'}"
        raise ReadError(what, where=url[:_LONGEST], hint="download it, and give the file")
    if parts.username is not None or not _HOST.fullmatch(host) or len(url) > _LONGEST:
        hint = "one is written like https://example.org/feed.xml, without a user name or password"
        raise ReadError("this is no web address that is fetched", where=url[:_LONGEST], hint=hint)
    return WebAddress(parts._replace(fragment="").geturl(), parts.scheme == "https", host, port, path)


def host_address(text: str) -> Address:
    """Return the address that a resolver gave, such as ``fe80::1%eth0``; raises ValueError."""
    return ip_address(text.partition("%")[0])


def is_public(address: Address) -> bool:
    """Whether ``address`` is one host of the public internet.

    Private, loopback, link-local, shared (RFC 6598), reserved, unspecified and multicast ones are none, after
    the registries of IANA (RFC 6890). An IPv6 address that carries an IPv4 one (mapped, 6to4, NAT64) is
    judged by that.
    """
    inner = _carried(address)
    # Python counts multicast and the old site-local range of IPv6 among the global ones.
    is_odd = inner.is_multicast or inner.is_reserved or (inner.version == 6 and inner.is_site_local)
    return inner.is_global and not is_odd


def is_loopback(address: Address) -> bool:
    """Whether ``address`` is this computer itself (RFC 6890: 127.0.0.0/8 and ::1)."""
    return _carried(address).is_loopback


def any_address(_address: Address) -> bool:
    """Allow every address: the user has said that private ones may be asked."""
    return True


def _carried(address: Address) -> Address:
    """Return the IPv4 address inside an IPv6 one (RFC 4291, 3056 and 6052), else ``address``."""
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address
