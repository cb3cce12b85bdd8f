"""What the add-on AnkiConnect does, by its published protocol (version 6), on a collection of the real Anki.

The add-on itself is not in any package index. This server answers the actions that we use as its manual says
(https://git.sr.ht/~foosoft/anki-connect), and each of them is done by the real engine.
"""

import base64
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

pytest.importorskip("anki", reason="the real Anki takes what is pushed")

from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest

from tests.writers.anki_engine import Anki

VERSION = 6
READING = frozenset(
    {
        *("version", "deckNames", "modelNamesAndIds", "modelFieldNames", "modelTemplates", "modelStyling"),
        *("findNotes", "findCards", "notesInfo", "getMediaDirPath"),
    }
)
"""Actions that change nothing."""


class RefusedError(Exception):
    """What the add-on tells as the error of an action."""


@dataclass
class Addon:
    """The add-on in one learner's Anki; ``broken`` actions fail, and ``asked`` lists what was asked for."""

    anki: Anki
    key: str | None = None
    version: int = VERSION
    broken: Mapping[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def answer(self, request: Mapping[str, object]) -> object:
        """Do what is asked, and return it as the protocol has it."""
        name = str(request.get("action"))
        self.asked.append(name)
        try:
            if request.get("key") != self.key:
                raise RefusedError("valid api key must be provided")
            if name in self.broken:
                raise RefusedError(self.broken[name])
            return {"result": self._action(name)(**request.get("params", {})), "error": None}
        except Exception as error:  # the add-on tells whatever goes wrong in Anki
            return {"result": None, "error": str(error)}

    @property
    def changed(self) -> bool:
        """Whether it was asked for anything that may change the collection or its media."""
        return not set(self.asked) <= READING

    def _action(self, name: str) -> Callable[..., object]:
        actions = {
            "version": lambda: self.version,
            "multi": lambda actions: [self.answer(each) for each in actions],
            "modelNamesAndIds": self._type_ids,
            "modelFieldNames": self._field_names,
            "modelTemplates": self._templates,
            "modelStyling": self._style,
            "updateModelTemplates": self._set_templates,
            "updateModelStyling": self._set_style,
            "findNotes": lambda query: list(self.anki.collection.find_notes(query)),
            "findCards": lambda query: list(self.anki.collection.find_cards(query)),
            "notesInfo": lambda notes: [self._note(number) for number in notes],
            "updateNoteFields": self._set_fields,
            "addTags": lambda notes, tags: self.anki.collection.tags.bulk_add(notes, tags) and None,
            "removeTags": lambda notes, tags: self.anki.collection.tags.bulk_remove(notes, tags) and None,
            "suspend": lambda cards: bool(self.anki.collection.sched.suspend_cards(cards).count),
            "storeMediaFile": self._store,
            "getMediaDirPath": self.anki.collection.media.dir,
            "deleteMediaFile": lambda filename: self.anki.collection.media.trash_files([filename]),
            "importPackage": self._import,
        }
        if name not in actions:
            raise RefusedError("unsupported action")
        return actions[name]

    def _type(self, name: str):
        found = self.anki.collection.models.by_name(name)
        if found is None:
            raise RefusedError(f"model was not found: {name}")
        return found

    def _type_ids(self) -> dict[str, int]:
        return {each.name: each.id for each in self.anki.collection.models.all_names_and_ids()}

    def _field_names(self, modelName: str) -> list[str]:  # noqa: N803 - the protocol's name
        return [each["name"] for each in self._type(modelName)["flds"]]

    def _style(self, modelName: str) -> dict[str, str]:  # noqa: N803 - the protocol's name
        return {"css": self._type(modelName)["css"]}

    def _templates(self, modelName: str) -> dict[str, dict[str, str]]:  # noqa: N803 - the protocol's name
        templates = self._type(modelName)["tmpls"]
        return {each["name"]: {"Front": each["qfmt"], "Back": each["afmt"]} for each in templates}

    def _set_templates(self, model) -> None:
        found = self._type(model["name"])
        for each in found["tmpls"]:
            sides = model["templates"].get(each["name"], {})
            each["qfmt"], each["afmt"] = sides.get("Front", each["qfmt"]), sides.get("Back", each["afmt"])
        self.anki.collection.models.update_dict(found)

    def _set_style(self, model) -> None:
        found = self._type(model["name"])
        found["css"] = model["css"]
        self.anki.collection.models.update_dict(found)

    def _note(self, number: int) -> dict[str, object]:
        note = self.anki.collection.get_note(number)
        fields = {name: {"value": text, "order": at} for at, (name, text) in enumerate(note.items())}
        return {
            "noteId": note.id,
            "modelName": (note.note_type() or {})["name"],
            "tags": note.tags,
            "fields": fields,
            "cards": [card.id for card in note.cards()],
        }

    def _set_fields(self, note) -> None:
        found = self.anki.collection.get_note(note["id"])
        for name, text in note["fields"].items():
            found[name] = text
        self.anki.collection.update_note(found)

    def _store(self, filename: str, data: str) -> str:
        return self.anki.collection.media.write_data(filename, base64.b64decode(data))

    def _import(self, path: str) -> bool:
        """Import as the desktop program does it for an add-on (anki/importing.py)."""
        options = ImportAnkiPackageOptions(merge_notetypes=True, with_scheduling=True, with_deck_configs=True)
        request = ImportAnkiPackageRequest(package_path=str(Path(path)), options=options)
        self.anki.collection.import_anki_package(request)
        return True


@contextmanager
def listening(addon: Addon) -> Iterator[str]:
    """Let ``addon`` answer on the loopback; gives its address, and ends with the block."""

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            content = json.dumps(addon.answer(request)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            """Stay silent."""

    with HTTPServer(("127.0.0.1", 0), Answering) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
