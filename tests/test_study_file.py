import json
import re
from pathlib import Path

import pytest

from studykit import builder
from studykit.contracts import Source
from studykit.errors import ReadError
from studykit.model import (
    Card,
    Chapter,
    Citation,
    Episode,
    Fact,
    Making,
    Passage,
    Question,
    Segment,
    Speaker,
    StudyDocument,
    Term,
    Turn,
)
from studykit.study_file import load
from studykit.templates import Templates
from studykit.writers.json import render
from tests.sample import SETTINGS, sample

TEXT = render(sample(), Templates(), SETTINGS).content.decode()


def failure(text):
    with pytest.raises(ReadError) as caught:
        load(Source("study.json", text.encode()))
    return caught.value


def edited(change):
    fields = json.loads(TEXT)
    change(fields)
    return json.dumps(fields, indent=2)


def line_with(text, part):
    return 1 + next(number for number, line in enumerate(text.split("\n")) if part in line)


def test_an_editors_wording_is_kept():
    document = load(Source("study.json", TEXT.replace("a share", "a   share, says *me*").encode()))
    assert document.cards[1].hint == "a   share, says *me*"


def test_a_document_from_before_there_was_an_overview_is_read_without_one():
    older = edited(lambda fields: fields.pop("overview"))
    assert load(Source("study.json", older.encode())) == sample()


def test_a_line_break_pasted_into_a_text_is_a_line_break():
    document = load(Source("study.json", TEXT.replace("a share", "a\nshare").encode()))
    assert document.cards[1].hint == "a\nshare"


def test_a_missing_comma_is_found_by_line_and_column():
    error = failure('{\n  "schema": "studykit/1"\n  "engine": "offline"\n}')
    assert error.where == "study.json:3:3"
    assert "this is not JSON" in error.what


@pytest.mark.parametrize("text", ["[]", "3", '"schema"', "{}", "null", "", "WEBVTT\n\n00:01.000", "# Talk"])
def test_json_of_another_kind_is_no_study_document(text):
    assert failure(text).what == "this is no study document"


def test_another_schema_is_named_beside_the_one_that_is_read():
    error = failure(TEXT.replace("studykit/1", "x/9", 1))
    assert error.what == "schema is 'x/9', this studykit reads 'studykit/1'"
    assert error.where == "study.json:2"


def test_a_missing_field_is_named_with_its_card_and_line():
    text = edited(lambda fields: fields["cards"][1].pop("front"))
    error = failure(text)
    assert error.what == "cards[1].front (card 'cloze000000000001'): this field is missing"
    opening = line_with(text, '"cloze000000000001"') - 1
    assert error.where == f"study.json:{opening}"


def test_a_wrong_field_is_found_by_its_line():
    text = edited(lambda fields: fields["glossary"][1].update(kind="thing"))
    error = failure(text)
    line = line_with(text, '"thing"')
    assert error.where == f"study.json:{line}"
    assert error.what.startswith("glossary[1].kind (term 'AT&T'): this must be 'concept', 'acronym'")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda fields: fields.update(cardz=[]), "cardz: there is no such field"),
        (lambda fields: fields["cards"][0].update(front=3), "must be text in quotation marks"),
        (lambda fields: fields["cards"][0].update(back=" "), "cards[0].back (card 'definition0000001')"),
        (lambda fields: fields["cards"][0].update(importance=2), "this must be at most 1"),
        (lambda fields: fields["chapters"][0].update(start_ms="soon"), "this must be a whole number"),
        (lambda fields: fields["chapters"][0].update(position=-1), "this must be at least 0"),
        (lambda fields: fields["episode"].update(published="last week"), 'such as "2025-11-25"'),
        (lambda fields: fields.update(turns=[]), "turns: this list must not be empty"),
        (lambda fields: fields.update(turns={}), "turns: this must be a list"),
        (lambda fields: fields["glossary"][0].update(citations=[]), "this list must not be empty"),
        (lambda fields: fields["cards"][2].update(id="definition0000001"), "is already taken"),
        (lambda fields: fields["chapters"][1].update(id="c1"), "is already taken"),
        (lambda fields: fields["cards"][2].update(chapter_id="c9"), "there is no chapter 'c9'"),
        (lambda fields: fields["glossary"][0].update(chapter_ids=["c1", "c9"]), "chapter_ids[1]"),
        (lambda fields: fields["cards"][1].update(front="No blank."), "here 0 times"),
        (lambda fields: fields["cards"][1].update(front="[…] and […]"), "here 2 times"),
        (lambda fields: fields["turns"][0].update(speaker_id="nobody"), "speakers that are not listed"),
        (lambda fields: fields["turns"][1]["segments"][0].update(id="s0"), "two segments have the same id"),
    ],
)
def test_each_mistake_is_told_in_plain_words(change, told):
    error = failure(edited(change))
    assert told in error.what
    assert error.where.startswith("study.json:")
    assert error.hint


def test_several_mistakes_are_counted():
    def spoil(fields):
        for card in fields["cards"]:
            card["front"] = None

    assert failure(edited(spoil)).what.endswith("(and 2 more like this)")


def test_a_field_that_stands_twice_is_not_dropped_in_silence():
    error = failure(TEXT.replace('"hint": "a share"', '"hint": "a", "hint": "b"'))
    assert error.what == "the field 'hint' stands twice in one object"


@pytest.mark.parametrize(
    "hostile",
    [
        "[" * 200_000,
        '{"a":' * 200_000,
        "9" * 5000,
        "[NaN]",
        '{"schema": Infinity}',
        "{",
        '"',
        "nul",
        '{"a": "\\ud8"}',
    ],
)
def test_hostile_json_is_a_read_error(hostile):
    assert isinstance(failure(hostile), ReadError)


def test_nesting_inside_a_field_is_a_read_error():
    deep = "[" * 900 + "]" * 900
    assert "cards" in failure(TEXT.replace('"cards": [', f'"cards": {deep}, "x": [', 1)).what


def test_the_example_in_the_documentation_is_read_and_passes_the_check():
    page = Path(__file__).resolve().parents[1] / "docs" / "study-json.md"
    (example,) = re.findall(r"```json\n(.*?)```", page.read_text(encoding="utf-8"), flags=re.S)
    document = builder.check(load(Source("study.json", example.encode())))
    assert len(document.cards) == 1
    assert document.notices == ()


def test_the_documentation_names_every_field():
    page = (Path(__file__).resolve().parents[1] / "docs" / "study-json.md").read_text(encoding="utf-8")
    models = (
        StudyDocument,
        Episode,
        Speaker,
        Chapter,
        Passage,
        Question,
        Fact,
        Term,
        Card,
        Citation,
        Turn,
        Segment,
        Making,
    )
    fields = {field.alias or name for model in models for name, field in model.model_fields.items()}
    assert sorted(name for name in fields if f"`{name}`" not in page) == []
