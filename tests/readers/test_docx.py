"""Word documents, made here with the library that others make them with."""

import io
import zipfile

import docx
import pytest

from studykit import readers
from studykit.contracts import Source
from studykit.errors import ReadError
from tests.readers.cases import shape


def word(*paragraphs: str, title: str = "") -> bytes:
    document = docx.Document()
    document.core_properties.title = title
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


TALK = (
    "Nadia (0:01)",
    "What is bread?",
    "Tomás (0:05)",
    "Flour & water,",
    "and time.",
    "Nadia (0:09)",
    "I see.",
)


def test_names_and_times_are_found_in_paragraphs() -> None:
    found = readers.read(Source("talk.docx", word(*TALK, title="On bread")))
    assert shape(found) == [
        ("nadia", "What is bread?"),
        ("tomas", "Flour & water,\nand time."),
        ("nadia", "I see."),
    ]
    assert [turn.start_ms for turn in found.turns] == [1000, 5000, 9000]
    assert found.episode.title == "On bread"


def test_a_document_is_known_by_its_content() -> None:
    assert readers.recognise(Source("no-ending", word(*TALK))) == "docx"


def test_bold_names_and_tables_keep_their_words_in_order() -> None:
    document = docx.Document()
    document.add_paragraph().add_run("First.").bold = True
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Second", "third."
    document.add_paragraph("Fourth.")
    file = io.BytesIO()
    document.save(file)
    found = readers.read(Source("talk.docx", file.getvalue()))
    assert " ".join(turn.text for turn in found.turns).split() == ["First.", "Second", "third.", "Fourth."]


def test_a_damaged_document_is_an_error() -> None:
    content = word(*TALK)
    with pytest.raises(ReadError):
        readers.read(Source("talk.docx", content[: len(content) // 2]))
    with pytest.raises(ReadError, match="damaged"):
        readers.read(Source("talk.docx", _with_part(content, "word/document.xml", b"<w:document")))


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("word/document.xml", b"<a/>"),
        ("word/_rels/document.xml.rels", b"<a/>"),
        ("_rels/.rels", b"<Relationships/>"),
        ("[Content_Types].xml", b"<Types/>"),
        ("docProps/core.xml", b"\xff"),
    ],
)
def test_a_part_that_is_something_else_is_an_error_of_ours(part: str, content: bytes) -> None:
    with pytest.raises(ReadError, match="damaged"):
        readers.read(Source("talk.docx", _with_part(word(*TALK), part, content)))


def test_a_document_that_unpacks_without_measure_is_refused() -> None:
    bomb = _with_part(word(*TALK), "word/media/x.bin", b"\0" * (20 * 1024 * 1024))
    with pytest.raises(ReadError, match="unpacks to more"):
        readers.read(Source("talk.docx", bomb))


def test_an_entity_that_expands_is_not_expanded() -> None:
    xml = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha ha ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
        b"<w:t>Bread &b; is flour.</w:t></w:r></w:p></w:body></w:document>"
    )
    try:
        found = readers.read(Source("talk.docx", _with_part(word(*TALK), "word/document.xml", xml)))
    except ReadError:
        return
    assert "ha ha" not in found.turns[0].text


def test_another_binary_file_is_told_as_one() -> None:
    with pytest.raises(ReadError, match="binary"):
        readers.read(Source("talk.bin", b"\x00\x01\x02\x03"))


def _with_part(content: bytes, name: str, part: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, part)
    return file.getvalue()


def saved(document: docx.document.Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


@pytest.mark.parametrize("alone", [True, False])
def test_names_that_only_bold_type_sets_apart_are_speakers(alone: bool) -> None:
    document = docx.Document()
    for name, said in (("Ana", "What is bread?"), ("Ben", "Flour."), ("Ana", "I see."), ("Ben", "And salt.")):
        document.add_paragraph().add_run(name).bold = True
        paragraph = document.add_paragraph() if alone else document.paragraphs[-1]
        paragraph.add_run(said if alone else f" {said}")
    found = readers.read(Source("talk.docx", saved(document)))
    assert shape(found) == [
        ("ana", "What is bread?"),
        ("ben", "Flour."),
        ("ana", "I see."),
        ("ben", "And salt."),
    ]


def test_the_rows_of_a_table_are_turns() -> None:
    document = docx.Document()
    table = document.add_table(rows=0, cols=3)
    for row in (("0:01", "Ana", "What is it?"), ("0:03", "Ben", "Flour."), ("0:05", "Ana", "0:05 is late.")):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    found = readers.read(Source("talk.docx", saved(document)))
    assert shape(found) == [("ana", "What is it?"), ("ben", "Flour."), ("ana", "0:05 is late.")]
    assert [turn.start_ms for turn in found.turns] == [1000, 3000, 5000]


def test_a_table_around_the_whole_text_is_no_row_of_it() -> None:
    document = docx.Document()
    cell = document.add_table(rows=1, cols=1).rows[0].cells[0]
    for paragraph in TALK:
        cell.add_paragraph(paragraph)
    assert len(readers.read(Source("talk.docx", saved(document))).turns) == 3


def test_headings_are_chapters() -> None:
    document = docx.Document()
    document.add_heading("On bread", 0)
    for title in ("Flour", "Water"):
        document.add_heading(title, 1)
        for name in ("Ana", "Ben"):
            document.add_paragraph(f"{name}: We speak of {title.lower()}.")
    found = readers.read(Source("talk.docx", saved(document)))
    assert [(mark.title, mark.segment_id) for mark in found.chapters] == [("Flour", "s1"), ("Water", "s3")]
    assert found.episode.title == "On bread"


def test_what_a_program_wraps_around_words_does_not_hide_them() -> None:
    wrapped = (
        b"<w:sdt><w:sdtContent><w:p><w:r><w:t>In a control.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        b"<w:p><w:ins><w:r><w:t>Put in</w:t></w:r></w:ins>"
        b"<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
        b"<w:hyperlink><w:r><w:t xml:space='preserve'> and linked.</w:t></w:r></w:hyperlink></w:p>"
        b"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:t>Shown.</w:t></w:r></w:p>"
    )
    xml = (
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
        + wrapped
        + b"</w:body></w:document>"
    )
    found = readers.read(Source("talk.docx", _with_part(word(), "word/document.xml", xml)))
    assert [segment.text for segment in found.segments] == ["In a control.", "Put in and linked.", "Shown."]


def test_a_transcript_that_teams_saves_keeps_names_times_and_words_apart() -> None:
    document = docx.Document()
    document.add_paragraph("Bread-20251118_100212-Meeting Recording")
    document.add_paragraph("18 November 2025, 10:02AM")
    for name, rest in (
        ("Ana Ruiz", "   0:02\nWhat is bread?"),
        ("Ben Okri", "   0:07\nFlour.\nAnd water."),
        ("Ana Ruiz", "   1:00:15\nI see."),
        ("Ana Ruiz", " stopped transcription"),
    ):
        paragraph = document.add_paragraph()
        paragraph.add_run(name).bold = True
        paragraph.add_run(rest)
    found = readers.read(Source("talk.docx", saved(document)))
    assert shape(found) == [
        ("ana-ruiz", "What is bread?"),
        ("ben-okri", "Flour. And water."),
        ("ana-ruiz", "I see."),
    ]
    assert [turn.start_ms for turn in found.turns] == [2000, 7000, 3_615_000]
    assert str(found.episode.published) == "2025-11-18"
