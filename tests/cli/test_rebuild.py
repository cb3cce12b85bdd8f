"""A build goes on from the one before it in the same folder."""

import json
from pathlib import Path

from tests.cli.running import EXAMPLE, FOLDER, studykit


def document() -> dict:
    return json.loads((FOLDER / "study.json").read_bytes())


def build(text: str) -> dict:
    Path("talk.md").write_text(text)
    result = studykit("build", "talk.md", "--to", "apkg,json")
    assert result.exit_code == 0, result.stderr
    return document()


def cards(found: dict) -> dict[str, str]:
    return {card["id"]: card["citations"][0]["quote"] for card in found["cards"]}


def test_a_corrected_word_behind_a_card_leaves_its_id_as_it_was():
    text = EXAMPLE.read_text()
    first = build(text.replace("bacteria", "bakteria"))
    second = build(text)
    wrong = {card_id for card_id, quote in cards(first).items() if "bakteria" in quote}
    assert wrong & cards(second).keys()
    assert wrong <= cards(second).keys() | {card["id"] for card in second["retired"]}
    assert not any("bakteria" in quote for quote in cards(second).values())


def test_cards_that_are_not_made_any_more_are_listed_until_they_are_made_again():
    text = EXAMPLE.read_text()
    head, _, tail = text.partition("## Time and heat")
    full = build(text)
    short = build(head)
    gone = {card["id"] for card in short["retired"]}
    assert gone == cards(full).keys() - cards(short).keys() != set()
    listed = (FOLDER / "retired.txt").read_text()
    assert all(f'"Id:{card_id}"' in listed for card_id in gone)
    again = build(head + "## Time and heat" + tail)
    assert gone.isdisjoint(card["id"] for card in again["retired"])
    assert listed != (FOLDER / "retired.txt").read_text()


def test_a_last_build_that_cannot_be_read_is_told_and_replaced():
    build(EXAMPLE.read_text())
    (FOLDER / "study.json").write_text("{")
    again = build(EXAMPLE.read_text())
    assert [notice["code"] for notice in again["notices"]][-1] == "last-build"
