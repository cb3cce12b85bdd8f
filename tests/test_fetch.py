"""The door to the network, tried against a real server: what is fetched, and what is refused."""

import gzip
import socket
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest

from studykit.addresses import any_address, is_loopback, is_public
from studykit.errors import ReadError
from studykit.fetch import Fetched, fetch, post
from tests.serving import Served, Write, answer, redirect, serving

VTT = b"WEBVTT\n\n00:01.000 --> 00:02.000\nRopes hum.\n"
MEBIBYTE = 2**20


def drip(piece: bytes, times: int) -> Write:
    """Return what sends ``piece`` again and again, each after a pause that alone is no reason to give up."""

    def write(handler) -> None:
        for _ in range(times):
            handler.wfile.write(piece)
            handler.wfile.flush()
            time.sleep(0.05)

    return write


def raw(*pieces: bytes) -> Write:
    return lambda handler: handler.wfile.write(b"".join(pieces))


def in_turn(*writes: Write) -> Write:
    def write(handler) -> None:
        for each in writes:
            each(handler)

    return write


@pytest.fixture(scope="module")
def server() -> Iterator[Served]:
    bomb = gzip.compress(bytes(64 * MEBIBYTE), 9)
    head = b"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n"
    pages = {
        "/talk.vtt": answer(VTT, "Text/VTT; charset=UTF-8"),
        "/asked?a=b%20c&d=%C3%A9": answer(b"asked"),
        "/%C3%A9t%C3%A9": answer(b"summer"),
        "/packed": answer(gzip.compress(VTT) + gzip.compress(b"more"), Content_Encoding="gzip"),
        "/cut": answer(gzip.compress(VTT * 9)[:-12], Content_Encoding="gzip"),
        "/no-gzip": answer(VTT, Content_Encoding="gzip"),
        "/brotli": answer(VTT, Content_Encoding="br"),
        "/bomb": answer(bomb, Content_Encoding="gzip"),
        "/huge": answer(bytes(2 * MEBIBYTE)),
        "/short": raw(head, b"Content-Length: 100\r\n\r\n", VTT),
        "/chunks": raw(head.replace(b"1.0", b"1.1"), b"Transfer-Encoding: chunked\r\n\r\n5\r\nRopes\r\n"),
        "/song.mp3": answer(b"ID3", "audio/mpeg"),
        "/moved": redirect("/talk.vtt", 301),
        "/moved-far": redirect("hop"),
        "/hop": redirect("talk.vtt", 308),
        "/loop": redirect("/loop"),
        "/to-file": redirect("file:///etc/passwd"),
        "/to-nowhere": redirect("http://["),
        "/refused": answer(b"no", status=403),
        "/broken": answer(b"no", status=503),
        "/no-http": raw(b"220 mail.example.org ESMTP\r\n"),
        "/long-header": raw(b"HTTP/1.0 200 OK\r\nX: ", bytes(MEBIBYTE)),
        "/slow-body": in_turn(raw(head, b"\r\n"), drip(b"word ", 100)),
        "/slow-head": drip(b"H", 100),
        "/silent": lambda _handler: time.sleep(1.5),
    }
    with serving(pages) as served:
        yield served


def fetched(server: Served, path: str, **limits) -> Fetched:
    return fetch(server.url + path, allows=any_address, **limits)


def refusal(server: Served, path: str, **limits) -> ReadError:
    with pytest.raises(ReadError) as caught:
        fetched(server, path, **limits)
    return caught.value


def test_what_stands_at_an_address_is_fetched_with_its_type(server):
    found = fetched(server, "/talk.vtt")
    assert found == Fetched(f"{server.url}/talk.vtt", VTT, "text/vtt", "utf-8")


def test_a_query_and_letters_of_any_language_are_asked_for_and_a_fragment_is_not(server):
    assert fetched(server, "/asked?a=b c&d=é#place").content == b"asked"
    assert fetched(server, "/été").content == b"summer"


def test_neither_cookies_nor_credentials_are_sent(server):
    fetched(server, "/talk.vtt")
    assert {name.lower() for name in server.asked[-1][1]} == {
        "host",
        "user-agent",
        "accept",
        "accept-encoding",
        "connection",
    }


def test_what_is_packed_is_unpacked_member_by_member(server):
    assert fetched(server, "/packed").content == VTT + b"more"


@pytest.mark.parametrize("path", ["/moved", "/moved-far"])
def test_redirects_are_followed_and_the_last_address_told(server, path):
    found = fetched(server, path)
    assert (found.content, found.url) == (VTT, f"{server.url}/talk.vtt")


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("/missing", "the server answers 404 Not Found"),
        ("/refused", "the server answers 403 Forbidden"),
        ("/broken", "the server answers 503 Service Unavailable"),
        ("/song.mp3", "no text at this address, but audio/mpeg"),
        ("/loop", "redirects more than 5 times"),
        ("/to-file", "only http and https are fetched, not file"),
        ("/to-nowhere", "cannot be fetched"),
        ("/cut", "cannot be fetched: it ends too early"),
        ("/no-gzip", "cannot be fetched"),
        ("/brotli", "packed it as br"),
        ("/short", "cannot be fetched"),
        ("/chunks", "cannot be fetched"),
        ("/no-http", "cannot be fetched"),
        ("/long-header", "cannot be fetched"),
    ],
)
def test_what_cannot_be_had_is_told(server, path, what):
    assert what in str(refusal(server, path))


def test_the_place_of_an_error_is_the_address_that_failed(server):
    assert refusal(server, "/missing").where == f"{server.url}/missing"


def test_more_than_the_largest_size_is_not_read(server):
    assert "larger than 1 MB" in str(refusal(server, "/huge", largest=MEBIBYTE))


def test_a_small_file_that_unpacks_to_a_huge_one_is_stopped(server):
    started = time.monotonic()
    assert "larger than 1 MB" in str(refusal(server, "/bomb", largest=MEBIBYTE))
    assert time.monotonic() - started < 1


@pytest.mark.parametrize("path", ["/slow-body", "/slow-head", "/silent"])
def test_bytes_that_drip_in_do_not_stretch_the_time_for_all_of_them(server, path):
    started = time.monotonic()
    assert "in time" in str(refusal(server, path, seconds=0.3))
    assert time.monotonic() - started < 1


def test_redirects_do_not_stretch_the_time_either():
    def slowly(handler) -> None:
        time.sleep(0.15)
        redirect("/")(handler)

    with serving({"/": slowly}) as slow:
        assert "in time" in str(refusal(slow, "/", seconds=0.3))


def test_a_private_address_is_refused_before_it_is_asked(server):
    asked = len(server.asked)
    with pytest.raises(ReadError, match=r"in a private network \(127\.0\.0\.1\)") as caught:
        fetch(f"{server.url}/talk.vtt")
    assert caught.value.hint.startswith("--allow-private")
    assert len(server.asked) == asked


def port_of(server: Served) -> str:
    return server.url.rpartition(":")[2]


@pytest.mark.parametrize(
    "host", ["localhost", "2130706433", "017700000001", "0x7f.1", "127.1", "0", "[::ffff:127.0.0.1]"]
)
def test_every_spelling_of_a_private_address_is_refused(server, host):
    with pytest.raises(ReadError, match="in a private network"):
        fetch(f"http://{host}:{port_of(server)}/talk.vtt")


def test_a_redirect_to_an_address_that_is_not_allowed_is_refused():
    with serving({"/talk.vtt": answer(VTT)}) as inside:
        secret = f"http://127.0.0.2:{port_of(inside)}/talk.vtt"
        with serving({"/": redirect(secret)}) as outside, pytest.raises(ReadError) as caught:
            fetch(f"{outside.url}/", allows=lambda address: str(address) == "127.0.0.1")
        assert "127.0.0.2 is in a private network" in str(caught.value)
        assert inside.asked == []


def test_proxies_of_the_environment_are_not_used(server, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert fetched(server, "/talk.vtt").content == VTT


@pytest.fixture(scope="module")
def certificate(tmp_path_factory) -> Path:
    """Return a file with a key and a certificate for 127.0.0.1 that vouches for itself."""
    x509 = pytest.importorskip("cryptography.x509")
    from cryptography.hazmat.primitives import hashes, serialization  # noqa: PLC0415  may be absent
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "talks")])
    today = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    path.write_bytes(key.private_bytes(pem, *plain) + signed.public_bytes(pem))
    return path


def test_a_server_whose_certificate_is_trusted_is_believed(certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with serving({"/talk.vtt": answer(VTT)}, certificate) as secure:
        assert fetched(secure, "/talk.vtt").content == VTT


def test_a_server_whose_certificate_nobody_vouches_for_is_refused(certificate):
    with serving({"/talk.vtt": answer(VTT)}, certificate) as secure:
        assert "its certificate is not valid" in str(refusal(secure, "/talk.vtt"))


def test_a_certificate_for_another_name_is_refused(certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with serving({"/talk.vtt": answer(VTT)}, certificate) as secure:
        elsewhere = Served(secure.url.replace("127.0.0.1", "localhost"))
        assert "its certificate is not valid" in str(refusal(elsewhere, "/talk.vtt"))


@pytest.mark.parametrize("path", ["/", "/body"])
def test_an_encrypted_drip_ends_in_time_too(certificate, monkeypatch, path):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    head = raw(b"HTTP/1.0 200 OK\r\n\r\n")
    slow = {"/": drip(b"H", 100), "/body": in_turn(head, drip(b"word ", 100))}
    with serving(slow, certificate) as secure:
        started = time.monotonic()
        assert "in time" in str(refusal(secure, path, seconds=0.3))
        assert time.monotonic() - started < 1


def test_nobody_listening_is_told():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(ReadError, match="cannot be fetched: Connection refused"):
        fetch(f"http://127.0.0.1:{port}/", allows=any_address)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/talk.vtt",
        "file:///etc/passwd",
        "talk.vtt",
        "http://",
        "http://[::1",
        "http://user:secret@127.0.0.1/",
        "http://@127.0.0.1/",
        "http://127.0.0.1:99999/",
        "http://exa mple.org/",
        "http://a\x00b/",
        "http://127.0.0.1/\ud800",
        "http://" + "a" * 64 + ".org/",
        "http://127.0.0.1/" + "a" * 9000,
    ],
)
def test_what_is_no_plain_web_address_is_refused_unasked(url):
    with pytest.raises(ReadError, match=r"address|only http and https"):
        fetch(url, allows=any_address)


@pytest.mark.parametrize(
    "address",
    [
        *("0.0.0.1", "10.1.2.3", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.16.0.1", "192.0.0.1"),
        *("192.168.1.1", "198.18.0.1", "203.0.113.5", "224.0.0.1", "240.0.0.1", "255.255.255.255"),
        *("::", "::1", "::7f00:1", "fe80::1", "fec0::1", "fd00::1", "ff02::1", "2001:db8::1", "100::1"),
        *("::ffff:10.0.0.1", "64:ff9b::a00:1", "64:ff9b:1::1", "2002:a00:1::", "2001:0:1::1"),
    ],
)
def test_an_address_that_is_not_one_host_of_the_internet_is_not_public(address):
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]
)
def test_hosts_of_the_internet_are_public(address):
    assert is_public(ip_address(address))


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.9.10", "::1", "::ffff:127.0.0.1"])
def test_this_computer_is_loopback(address):
    assert is_loopback(ip_address(address))


@pytest.mark.parametrize("address", ["10.0.0.1", "1.1.1.1", "::", "fe80::1", "::ffff:10.0.0.1"])
def test_another_computer_is_not_loopback(address):
    assert not is_loopback(ip_address(address))


def test_what_is_posted_arrives_and_its_answer_comes_back(server):
    content = b"[%s]" % (b"1," * 500_000 + b"1")
    assert post(f"{server.url}/talk.vtt", content, allows=is_loopback).content == VTT
    assert server.posted[-1] == content
    assert dict(server.asked[-1][1])["Content-Type"] == "application/json"


def test_what_is_posted_goes_nowhere_else(server):
    with pytest.raises(ReadError, match="it redirects to another address"):
        post(f"{server.url}/moved", b"{}", allows=is_loopback)
    posted = len(server.posted)
    with pytest.raises(ReadError, match="in a private network"):
        post(f"{server.url}/talk.vtt", b"{}", allows=is_public)
    assert len(server.posted) == posted


def test_an_answer_to_what_is_posted_is_bounded_in_time_and_size(server):
    with pytest.raises(ReadError, match="in time"):
        post(f"{server.url}/slow-body", b"{}", allows=is_loopback, seconds=0.3)
    with pytest.raises(ReadError, match="larger than 1 MB"):
        post(f"{server.url}/huge", b"{}", allows=is_loopback, largest=MEBIBYTE)
