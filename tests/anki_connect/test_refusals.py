"""What is told where Anki does not answer, refuses, or answers what no add-on would."""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from pydantic import SecretStr

from studykit import anki_connect
from studykit.errors import AnkiError
from studykit.templates import Templates
from studykit.writers import anki_deck
from tests.anki_connect.server import Addon, listening
from tests.sample import NOW, SETTINGS, sample
from tests.serving import Write, answer, serving
from tests.writers.anki_engine import Anki, new_anki

DECK = anki_deck(sample(), Templates(), SETTINGS)
SECRET = "s3cret-key"  # noqa: S105 - it opens nothing


@pytest.fixture
def anki(tmp_path: Path) -> Iterator[Anki]:
    with new_anki(tmp_path) as learner:
        yield learner


@pytest.fixture
def addon(anki: Anki) -> Addon:
    return Addon(anki)


def silent(_step: str, _done: int, _total: int) -> None:
    """Report nothing."""


def push(url: str, key: str | None = None) -> None:
    asked = anki_connect.connect(url, SecretStr(key) if key else None)
    plan = anki_connect.compare(DECK, asked, silent)
    anki_connect.carry_out(plan, asked, NOW, silent)


def refusal(addon: Addon, key: str | None = None) -> AnkiError:
    with listening(addon) as url, pytest.raises(AnkiError) as caught:
        push(url, key)
    return caught.value


def refusal_by(write: Write) -> AnkiError:
    with serving({"/": write}) as served, pytest.raises(AnkiError) as caught:
        push(served.url)
    return caught.value


def test_an_anki_that_is_not_running_is_told_with_the_code_of_the_add_on():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(AnkiError, match="not running") as caught:
        push(f"http://127.0.0.1:{port}")
    assert "2055492159" in caught.value.hint
    assert caught.value.exit_code == 9


@pytest.mark.parametrize(
    "write",
    [
        answer(b"<html>It works!</html>", "text/html"),
        answer(b""),
        answer(b"null"),
        answer(b"[" * 100_000),
        answer(b'{"result": "\xff", "error": null}'),
        answer(b'{"result": {"a": 1}, "error": null}'),
        answer(b'{"result": null, "error": {"a": 1}}'),
        answer(b"no", status=403),
        answer(b"no", status=301, Location="http://127.0.0.1:1/"),
        lambda handler: handler.wfile.write(b"220 mail.example.org ESMTP\r\n"),
    ],
)
def test_what_is_not_ankiconnect_is_told(write):
    assert "AnkiConnect" in str(refusal_by(write))


def test_a_huge_answer_is_not_read():
    error = refusal_by(answer(b'{"result": "%s", "error": null}' % (b"a" * 65 * 2**20)))
    assert "larger than 64 MB" in error.what


def test_an_answer_that_does_not_come_is_not_waited_for(monkeypatch):
    monkeypatch.setattr("studykit.anki_connect._connection.SECONDS", 0.3)
    started = time.monotonic()
    error = refusal_by(lambda _handler: time.sleep(1))
    assert "does not answer in time" in error.what
    assert time.monotonic() - started < 1


def test_an_older_protocol_is_told(addon):
    addon.version = 5
    error = refusal(addon)
    assert "speaks version 5" in error.what
    assert "Check for Updates" in error.hint


def test_a_key_that_is_wanted_is_asked_for_and_one_that_is_given_opens_and_is_never_told(addon):
    addon.key = SECRET
    for key in (None, "another"):
        error = refusal(addon, key)
        assert "STUDYKIT_ANKI_KEY" in error.hint
    with listening(addon) as url:
        push(url, SECRET)
        assert SECRET not in repr(anki_connect.connect(url, SecretStr(SECRET)))
    assert len(addon.anki.cards()) == 3


@pytest.mark.parametrize("action", ["modelNamesAndIds", "storeMediaFile", "getMediaDirPath", "importPackage"])
def test_whatever_anki_refuses_is_told_and_leaves_no_half_deck(addon, action):
    addon.broken = {action: "collection is not available"}
    error = refusal(addon)
    assert error.what == f"Anki refuses {action}: collection is not available"
    assert "profile" in error.hint
    assert addon.anki.cards() == []
    assert list(Path(addon.anki.collection.media.dir()).iterdir()) == []
    addon.broken = {}
    with listening(addon) as url:
        push(url)
    assert len(addon.anki.cards()) == 3


def test_a_long_refusal_is_cut(addon):
    addon.broken = {"modelNamesAndIds": "x" * 5000}
    assert len(refusal(addon).what) < 400


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (("add", "Mnemonic"), "Mnemonic added"),
        (("remove", "Spare4"), "Spare4 missing"),
        (("move", "Spare4"), "their order"),
    ],
)
def test_a_note_type_of_ours_with_other_fields_is_told_and_left(addon, anki, change, what):
    with listening(addon) as url:
        push(url)
    models, (verb, name) = anki.collection.models, change
    ours = models.by_name("studykit Basic 1")
    fields = {field["name"]: field for field in ours["flds"]}
    if verb == "add":
        models.add_field(ours, models.new_field(name))
    elif verb == "remove":
        models.remove_field(ours, fields[name])
    else:
        models.reposition_field(ours, fields[name], 1)
    models.update_dict(ours)
    error = refusal(addon)
    assert what in error.what
    assert "Front, Back, Hint" in error.hint


def test_a_note_type_of_the_learner_that_has_our_name_is_no_hindrance(addon, anki):
    models = anki.collection.models
    own = models.new("studykit Basic 1")
    models.add_field(own, models.new_field("Word"))
    template = models.new_template("Card 1")
    template["qfmt"], template["afmt"] = "{{Word}}", "{{Word}}"
    models.add_template(own, template)
    models.add_dict(own)
    with listening(addon) as url:
        push(url)
        plan = anki_connect.compare(DECK, anki_connect.connect(url, None), silent)
    assert (plan.unchanged, len(anki.cards())) == (3, 3)


@contextmanager
def answering(addon: Addon, action: str, value: object) -> Iterator[str]:
    """Let ``addon`` answer, but to ``action`` it answers ``value``."""

    def write(handler) -> None:
        request = json.loads(served.posted[-1])
        odd = {"result": value, "error": None} if request["action"] == action else addon.answer(request)
        answer(json.dumps(odd).encode())(handler)

    with serving({"/": write}) as served:
        yield served.url


def test_an_answer_of_a_wrong_shape_raises_nothing_but_our_error(addon):
    with listening(addon) as url:
        push(url)
    for action in ("modelNamesAndIds", "modelFieldNames", "modelTemplates", "findNotes", "notesInfo"):
        for value in (None, "x", {"a": []}, [{"noteId": "x"}]):
            with answering(addon, action, value) as url, suppress(AnkiError):
                push(url)
    assert len(addon.anki.cards()) == 3
