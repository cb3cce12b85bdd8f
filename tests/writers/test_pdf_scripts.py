"""The printed guide in many scripts: every letter drawn, and every word copied as it was said."""

import re
import shutil
import subprocess
import unicodedata
from functools import cache
from importlib.util import find_spec

import pytest

from studykit.contracts import WriteSettings
from studykit.errors import UsageError
from studykit.model import Card, Chapter, Citation, Passage, Term
from studykit.templates import Templates
from studykit.writers import flashcards, handout, pdf, quiz, worksheet
from studykit.writers._bidi import language_direction
from studykit.writers._font_files import installed
from studykit.writers._line_breaks import BREAK, with_breaks
from studykit.writers._pdf_lenders import FontLender
from tests.sample import NOW, sample
from tests.writers.fonts import tiny_font
from tests.writers.pdf_reader import HAS_EXTRA, LEFT, RIGHT, Guide, squash
from tests.writers.test_pdf_layout import changed

NEAR = {
    "Latin": "Zażółć gęślą jaźń (Tiếng Việt), “naïve” 40 %.",
    "Greek": "Η επανάληψη (σε διαστήματα): «ἀρχή».",
    "Cyrillic": "Повторение (с промежутками) – «ґанок».",
    "symbols": "✓ → ≈ ½ 😀 🧠 📌",
}
OF_EXTRA = {
    "Arabic": "التكرار المتباعد (مراجعة المعلومات) يساعد السلام.",
    "Hebrew": "חזרה מרווחת (סקירה במרווחים) עוזרת לזיכרון.",
    "Devanagari": "अंतराल पुनरावृत्ति (बढ़ते) स्मृति मज़बूत क्षत्रिय किताब।",
    "Thai": "การเรียนรู้แบบเว้นช่วงช่วยให้จดจำได้นานขึ้น น้ำ",
    "Georgian": "განმეორება (ინტერვალებით).",
}
GIVEN = {
    "Han": "间隔重复（复习）是一种“方法”。",
    "Kana": "「忘却曲線」にあわせてフクシュウする。",
    "Hangul": "간격 반복(복습하기)은 오래.",
    "Cherokee": "ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ",
}
with_extra = pytest.mark.skipif(not HAS_EXTRA, reason="needs the extra i18n")
with_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs poppler")


def document(texts, language="en", speaker="Ana"):
    """A guide with a chapter for each of ``texts``, which is its only passage."""
    chapters = [
        Chapter(
            id=f"c{number}",
            title=f"Chapter {number}",
            origin="given",
            summary=(Passage(text=text, citations=(Citation(quote=text, speaker=speaker),)),),
        )
        for number, text in enumerate(texts, 1)
    ]
    episode = sample().episode.model_copy(update={"language": language, "title": "T", "show": "S", "url": ""})
    return changed(sample(), episode=episode, chapters=chapters, cards=(), glossary=())


def render(texts, *, fonts=(), language="en"):
    settings = WriteSettings(now=NOW, fonts=tuple(fonts))
    return pdf.render(document(texts, language), Templates(), settings)


def copied(content, folder):
    """What poppler copies, without spaces and without its own marks of direction."""
    (folder / "guide.pdf").write_bytes(content)
    command = ["pdftotext", "-enc", "UTF-8", "guide.pdf", "-"]
    text = subprocess.run(command, cwd=folder, capture_output=True, check=True).stdout.decode()
    return plain(text)


def plain(text):
    return squash("".join(c for c in text if unicodedata.category(c) != "Cf"))


@cache
def twelve_scripts():
    return {**NEAR, **OF_EXTRA, **GIVEN}


@with_extra
@with_poppler
def test_twelve_scripts_are_drawn_whole_and_copied_as_they_were_said(tmp_path):
    texts = twelve_scripts()
    font = tiny_font(tmp_path / "given.ttf", "".join(GIVEN.values()))
    rendering = render(texts.values(), fonts=[font])
    assert rendering.notices == ()
    assert Guide(rendering.content).undrawn() <= {"", "\u200b"}
    text = copied(rendering.content, tmp_path)
    # On a page of both directions poppler puts the stop of a line from the right before the line.
    assert [name for name, said in texts.items() if plain(said).rstrip(".") not in text] == []


@with_extra
def test_vowel_signs_are_drawn_over_their_letters():
    guide = Guide(render(["שָׁלוֹם كِتَاب"]).content)
    assert guide.undrawn() <= {"", "\u200b"}
    signs = {shown for _, _, shown in guide.drawn if unicodedata.combining(shown[-1:] or " ")}
    assert len(signs) >= 3


@with_extra
def test_what_no_font_has_is_told_with_the_way_to_one():
    [notice] = render(["漢字"]).notices
    assert notice.code == "missing-glyph"
    assert "2 CJK characters" in notice.text
    assert "--font" in notice.text
    assert "Noto Sans SC" in notice.text


@pytest.mark.skipif(HAS_EXTRA, reason="needs that the extra i18n is absent")
def test_without_the_extra_a_hebrew_word_is_told_with_what_to_install():
    [notice] = render(["שלום"]).notices
    assert "studykit[i18n]" in notice.text


@with_extra
def test_letters_are_joined_as_their_script_wants_it():
    assert len(arabic_glyphs("ببب ب")) == 4  # at the beginning, in the middle, at the end, alone


def arabic_glyphs(text):
    drawn = Guide(render([text]).content).drawn
    return {(font, code) for font, code, shown in drawn if re.search("[\u0600-\u06ff]", shown)}


@with_extra
@pytest.mark.parametrize("sheet", [flashcards, handout, quiz, worksheet], ids=lambda one: one.__name__)
def test_every_sheet_for_a_class_takes_terms_of_several_words_in_any_script(sheet):
    said = OF_EXTRA["Hebrew"]
    cited = (Citation(quote=said, speaker="Ana"),)
    terms = [
        Term(key=name, term=name, definition=said, citations=cited, chapter_ids=("c1",))
        for name in ("חזרה מרווחת", "סקירה במרווחים", "עוזרת לזיכרון", "זיכרון")
    ]
    card = Card(id="k", kind="question", front=f"{said}?", back=said, citations=cited, chapter_id="c1")
    whole = changed(document([said], "he"), glossary=terms, cards=[card])
    rendering = sheet.WRITER.render(whole, Templates(), WriteSettings(now=NOW))
    assert [notice for notice in rendering.notices if notice.code == "missing-glyph"] == []
    assert "ןורכיז" in "".join(line.text for page in Guide(rendering.content).pages for line in page.text)


@with_extra
@pytest.mark.parametrize("language", ["ar", "he"])
def test_a_page_from_the_right_is_the_mirror_image_of_one_from_the_left(language):
    text = OF_EXTRA["Arabic" if language == "ar" else "Hebrew"]
    there = Guide(render([text] * 3, language=language).content)
    here = Guide(render(["Spaced repetition."] * 3).content)
    width = float(there.pdf.pages[0].mediabox[2])
    assert language_direction(language) == "R"
    for page, mirror in zip(there.pages[1:], here.pages[1:], strict=False):
        lines = [*page.text, *page.side]
        assert min(line.left for line in lines) >= RIGHT - 1
        right = max(line.right for line in lines)
        left = min(line.left for line in (*mirror.text, *mirror.side))
        assert right == pytest.approx(width - left, abs=2)
        assert width - LEFT - 1 <= right


@with_extra
def test_what_is_read_of_text_from_the_right_is_in_its_order():
    guide = Guide(render([OF_EXTRA["Hebrew"]], language="he").content)
    told = [str(element.ActualText) for element in structure(guide.pdf.Root.StructTreeRoot)]
    assert unicodedata.normalize("NFC", OF_EXTRA["Hebrew"]) in told


def structure(node):
    below = node.get("/K", [])
    for kid in [] if isinstance(below, int) else below if below._type_name == "array" else [below]:
        if not isinstance(kid, int) and "/S" in kid:
            if "/ActualText" in kid:
                yield kid
            yield from structure(kid)


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("「忘却」を使う。", "「忘|却」|を|使|う。"),
        ("これはABCです", "こ|れ|は|ABC|で|す"),
        ("ちょっと", "ちょっ|と"),
        ("ພາສາແລະເມືອງ", "ພາສາ|ແລະ|ເມືອງ"),
        ("ဘာသာစကား", "ဘာ|သာ|စ|ကား"),
        ("two words", "two words"),
        ("한국어 공부", "한국어 공부"),
    ],
)
def test_a_line_ends_where_its_script_allows(text, broken):
    assert with_breaks(text).replace(BREAK, "|") == broken


def test_no_line_ends_before_a_french_sign_or_within_quotation_marks() -> None:
    assert with_breaks("Il dit : « Le pain ? » Et »wie« sagt er das?").replace("\N{NO-BREAK SPACE}", "_") == (
        "Il dit_: «_Le pain_?_» Et »wie« sagt er das?"
    )


@pytest.mark.skipif(find_spec("budoux") is None, reason="needs the extra i18n")
def test_thai_is_broken_between_words():
    assert with_breaks("การเรียนรู้และการลืม").split(BREAK) == ["การ", "เรียน", "รู้", "และ", "การ", "ลืม"]


def test_a_long_text_without_spaces_fills_its_lines(tmp_path):
    font = tiny_font(tmp_path / "given.ttf", "".join(GIVEN.values()))
    guide = Guide(render([GIVEN["Han"] * 12], fonts=[font]).content)
    lines = [line for line in guide.pages[-1].text if "隔" in line.text or "重" in line.text]
    assert len(lines) > 3
    assert all(not line.text.startswith(("。", "）", "”")) for line in lines)
    assert all(not line.text.endswith(("（", "“")) for line in lines)


def test_installed_fonts_are_found_by_what_they_can_draw(tmp_path):
    (tmp_path / "deep").mkdir()
    tiny_font(tmp_path / "deep" / "han.ttf", "漢字")
    tiny_font(tmp_path / "bold.ttf", "漢字語", weight=700)
    tiny_font(tmp_path / "outlines.otf", "語", postscript=True)
    (tmp_path / "broken.ttf").write_bytes(b"ttcf\x00\x01\x00\x00\xff\xff\xff\xff" + b"\xff" * 99)
    assert [face.path.name for face in installed([tmp_path]) if face.has("漢")] == ["han.ttf"]
    lender = FontLender((), [tmp_path, tmp_path / "absent"])
    assert lender.lend("漢字", bold=False) is not None
    assert lender.lend("語", bold=False) is None
    assert lender.unusable("語") == tmp_path / "outlines.otf"


def test_a_given_font_that_cannot_be_embedded_is_refused(tmp_path):
    with pytest.raises(UsageError, match="outlines"):
        FontLender([tiny_font(tmp_path / "outlines.otf", "語", postscript=True)], ())
