"""PDFs, made here with programs that others make them with, and broken on purpose."""

import io
from collections.abc import Callable, Sequence

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Table

from studykit import readers
from studykit.contracts import Source
from studykit.errors import ReadError
from studykit.model import Transcript
from studykit.readers._parted_words import PartedWords
from tests.readers.cases import shape

BODY = ParagraphStyle("body", fontName="Times-Roman", fontSize=11, leading=13, spaceAfter=8)
HEADING = ParagraphStyle("heading", parent=BODY, fontName="Times-Bold", fontSize=16, leading=20)
SAID = (
    "The forgetting curve falls fast, and then it flattens, which nobody who has learnt for a test believes.",
    "How fast is that?",
    "Half of it is gone within a day. Ebbinghaus measured it on himself: two thousand syllables, "
    "learnt until he could say them twice, and asked for again after an hour, a day and a month. " * 3,
    "And what helps against it?",
)
TALK = [(("Ana", "Ben")[number % 2], SAID[(number * 7 + number // 5) % 4].strip()) for number in range(40)]


def edges(canvas: Canvas, document: BaseDocTemplate) -> None:
    canvas.drawString(72, A4[1] - 40, "The Recall Show, number 12")
    canvas.drawCentredString(A4[0] / 2, 30, f"Page {document.page} of 9")


def pdf(flow: Sequence[Flowable], *, columns: int = 1, title: str = "") -> bytes:
    file = io.BytesIO()
    document = BaseDocTemplate(file, pagesize=A4, title=title or None)
    width = document.width / columns
    frames = [
        Frame(
            document.leftMargin + width * place,
            document.bottomMargin,
            width - 12 * (columns > 1),
            document.height,
        )
        for place in range(columns)
    ]
    document.addPageTemplates(PageTemplate(frames=frames, onPage=edges))
    document.build(list(flow))
    return file.getvalue()


def drawn(draw: Callable[[Canvas], None], creator: str = "") -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    canvas.setCreator(creator)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def printed(*lines: str) -> bytes:
    """A page with each of ``lines`` right below the other, ended where it is given."""

    def draw(canvas: Canvas) -> None:
        for number, line in enumerate(lines):
            canvas.drawString(72, 780 - 14 * number, line)

    return drawn(draw)


def read(content: bytes) -> Transcript:
    return readers.read(Source("talk.pdf", content))


DRESSES = {
    "names before a colon": lambda name, said: f"{name}: {said}",
    "names in bold before a colon": lambda name, said: f"<b>{name}:</b> {said}",
    "names in bold alone": lambda name, said: f"<b>{name.upper()}</b> {said}",
    "names with times": lambda name, said: f"{name} (0:01)<br/>{said}",
}


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("dress", DRESSES)
def test_each_turn_is_read_whole_over_lines_columns_and_pages(dress: str, columns: int) -> None:
    flow = [Paragraph(DRESSES[dress](name, said), BODY) for name, said in TALK]
    transcript = read(pdf(flow, columns=columns))
    assert [(name.casefold(), said) for name, said in TALK] == [
        (speaker, text.replace("\n", " ")) for speaker, text in shape(transcript)
    ]


@pytest.mark.parametrize(
    "setting",
    [
        {"alignment": 4},
        {"spaceAfter": 0},
        {"spaceAfter": 0, "firstLineIndent": 18},
        {"spaceAfter": 0, "leftIndent": 60, "firstLineIndent": -60},
    ],
    ids=["justified", "without gaps", "indented", "hanging"],
)
def test_paragraphs_are_told_apart_however_they_are_set(setting: dict[str, int]) -> None:
    style = ParagraphStyle("set", parent=BODY, **setting)
    transcript = read(pdf([Paragraph(f"{name}: {said}", style) for name, said in TALK]))
    found = [(speaker, text.replace("\n", " ")) for speaker, text in shape(transcript)]
    assert found == [(name.casefold(), said) for name, said in TALK]


def test_running_heads_and_page_numbers_are_left_out_and_told() -> None:
    transcript = read(pdf([Paragraph(f"{name}: {said}", BODY) for name, said in TALK]))
    text = " ".join(turn.text for turn in transcript.turns)
    assert "Recall" not in text
    assert "Page" not in text
    assert "“The Recall Show, number 12”" in transcript.notices[-1].text


def test_the_rows_of_a_table_are_turns_with_times() -> None:
    rows = [(f"0:{n:02}", name, Paragraph(said, BODY)) for n, (name, said) in enumerate(TALK[:20])]
    transcript = read(
        pdf([Table(rows, colWidths=(60, 80, 300), style=[("VALIGN", (0, 0), (-1, -1), "TOP")])])
    )
    found = [(speaker, text.replace("\n", " ")) for speaker, text in shape(transcript)]
    assert found == [(name.casefold(), said) for name, said in TALK[:20]]
    assert [turn.start_ms for turn in transcript.turns] == [1000 * n for n in range(20)]


def test_large_lines_are_the_title_and_the_chapters() -> None:
    flow = [Paragraph("How memory fades", ParagraphStyle("title", parent=HEADING, fontSize=22, leading=26))]
    for title, turns in (("The curve", TALK[:6]), ("What helps", TALK[6:12])):
        flow += [Paragraph(title, HEADING), *(Paragraph(f"{name}: {said}", BODY) for name, said in turns)]
    transcript = read(pdf(flow))
    assert transcript.episode.title == "How memory fades"
    assert [mark.title for mark in transcript.chapters] == ["The curve", "What helps"]
    assert transcript.chapters[1].segment_id == "s7"


def test_the_title_that_the_document_states_wins_unless_it_is_a_file_name() -> None:
    def titled(title: str) -> str:
        flow = [Paragraph(f"{name}: {said}", BODY) for name, said in TALK]
        return read(pdf(flow, title=title)).episode.title

    assert titled("On memory") == "On memory"
    assert titled("Microsoft Word - memory.docx") == "Talk"


def test_words_that_line_ends_part_are_put_together() -> None:
    content = printed(
        "Ana: Nobody who has learnt for a long time would be surprised to hear and recog-",
        "nise it, for it is a well-known and well-documented fact, and it is also a well-",
        "known one to teachers, all of whom have seen it.",
    )
    text = read(content).turns[0].text
    assert "hear and recognise it, for" in text
    assert "also a well-known one" in text


@pytest.mark.parametrize(
    ("last", "following", "whole"),
    [
        ("under-", "stand", "understand"),
        ("long-", "term", "long-term"),
        ("word", "word", "word word"),
        ("1990-", "2000", "1990-2000"),
        ("Anna-", "Lena", "Anna-Lena"),
        ("学习", "的", "学习的"),
    ],
)
def test_a_hyphen_stays_where_the_language_wants_it(last: str, following: str, whole: str) -> None:
    parted = PartedWords(["The people who think that this is a good way to say what they mean."])
    assert parted.ending(last, following) + following == whole


def encrypted(password: str) -> bytes:
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(printed("Ana: Flour.", "Ben: Water."))) as document:
        document.save(file, encryption=pikepdf.Encryption(owner="owner", user=password))
    return file.getvalue()


def test_a_locked_pdf_says_so() -> None:
    with pytest.raises(ReadError, match="locked with a password"):
        read(encrypted("secret"))


def test_a_pdf_that_only_its_owner_may_change_is_read() -> None:
    assert read(encrypted("")).word_count == 2


def test_pictures_of_pages_are_told() -> None:
    with pytest.raises(ReadError, match="only pictures") as caught:
        read(drawn(lambda canvas: canvas.rect(72, 72, 300, 300, fill=1)))
    assert "ocrmypdf" in caught.value.hint


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"%PDF-1.4\n" + bytes(range(256)) * 400])
def test_a_damaged_pdf_says_so(content: bytes) -> None:
    with pytest.raises(ReadError, match="damaged"):
        read(content)


def test_a_guide_of_our_own_is_not_read_as_a_transcript() -> None:
    with pytest.raises(ReadError, match="studykit made"):
        read(drawn(lambda canvas: canvas.drawString(72, 700, "Bread"), creator="studykit"))


def test_a_page_with_more_than_a_page_can_hold_is_refused() -> None:
    with pikepdf.open(io.BytesIO(printed("Ana: Flour."))) as document:
        said = b"(Bread is flour and water.) Tj 0 -12 Td " * 5_000
        document.pages[0].Contents = document.make_stream(b"BT /F1 10 Tf 10 700 Td " + said + b"ET")
        file = io.BytesIO()
        document.save(file)
    with pytest.raises(ReadError, match="more than a transcript"):
        read(file.getvalue())


def test_more_pages_than_a_transcript_has_are_refused() -> None:
    with pikepdf.new() as document:
        for _ in range(5001):
            document.add_blank_page()
        file = io.BytesIO()
        document.save(file)
    with pytest.raises(ReadError, match="more than 5000 pages"):
        read(file.getvalue())


@pytest.fixture(scope="module")
def plain_pdf() -> bytes:
    """A PDF whose parts are not packed, so that damage reaches what they say."""
    file = io.BytesIO()
    flow = [Paragraph(f"<b>{name}:</b> {said}", BODY) for name, said in TALK[:12]]
    with pikepdf.open(io.BytesIO(pdf(flow))) as document:
        decoded = pikepdf.StreamDecodeLevel.generalized
        document.save(file, compress_streams=False, stream_decode_level=decoded)
    return file.getvalue()


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=12), st.integers(0, 60)), max_size=12))
def test_a_damaged_pdf_is_read_or_refused(plain_pdf: bytes, damage: list[tuple[float, bytes, int]]) -> None:
    content = plain_pdf
    for place, put, cut in damage:
        begin = int(place * len(content))
        content = content[:begin] + put + content[begin + cut :]
    try:
        transcript = readers.read(Source("talk.pdf", content), "pdf")
    except ReadError:
        return
    assert transcript.word_count > 0
