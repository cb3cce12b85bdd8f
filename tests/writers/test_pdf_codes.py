"""The QR codes of the printed guide, scanned off the page by a reader that did not write them."""

from functools import cache

import pypdfium2
import pytest
import zxingcpp

from studykit.contracts import WriteSettings
from studykit.links import moment_link
from studykit.templates import Templates
from studykit.writers import pdf
from studykit.writers._pdf_qr import LARGE_MODULE, LONGEST_ADDRESS, MILLIMETRE, MODULE, episode_code
from tests.sample import NOW, sample
from tests.writers.pdf_reader import Guide
from tests.writers.test_pdf_layout import changed

DOTS_PER_POINT = 3


def document(**facts):
    return changed(sample(), episode=sample().episode.model_copy(update=facts))


@cache
def printed(paper="a4", theme="", **facts):
    return pdf.render(document(**facts), Templates(), WriteSettings(now=NOW, paper=paper, theme=theme))


def scanned(content):
    """The codes of each page, as a telephone would see them on paper."""
    pages = pypdfium2.PdfDocument(content)
    return [
        zxingcpp.read_barcodes(page.render(scale=DOTS_PER_POINT, grayscale=True).to_numpy()) for page in pages
    ]


def texts(content):
    return [sorted(code.text for code in codes) for codes in scanned(content)]


@pytest.mark.parametrize(
    ("paper", "theme"),
    [("a4", ""), ("letter", "ink-saving"), ("a5", ""), ("a4", "large-print"), ("a5", "dyslexia")],
)
def test_the_title_page_and_each_chapter_have_a_code_that_opens_the_episode_there(paper, theme):
    episode = sample().episode
    chapters = [moment_link(episode, chapter.start_ms) for chapter in sample().chapters]
    codes = [code for page in texts(printed(paper, theme).content) for code in page]
    assert codes == [episode.url, *chapters]


def test_every_code_can_lose_a_seventh_of_itself():
    codes = [code for page in scanned(printed().content) for code in page]
    assert len(codes) == 3
    assert {code.ec_level for code in codes} == {"M"}


def test_a_page_that_cannot_be_opened_at_a_moment_has_its_code_on_the_title_page_alone():
    content = printed(url="https://example.org/episodes/7").content
    assert [code for page in texts(content) for code in page] == ["https://example.org/episodes/7"]


def test_an_episode_without_an_address_has_no_code():
    assert not any(texts(printed(url="").content))


def test_an_address_too_long_for_a_code_is_told_and_not_printed():
    long = "https://example.org/" + "e" * LONGEST_ADDRESS
    rendering = printed(url=long)
    assert not any(texts(rendering.content))
    assert [notice.where for notice in rendering.notices if notice.code == "qr-code"] == ["guide.pdf"]
    assert not any(notice.code == "qr-code" for notice in printed().notices)


def test_modules_are_large_enough_for_a_telephone_and_the_border_is_empty():
    assert min(MODULE, LARGE_MODULE) >= 0.4 * MILLIMETRE
    code = episode_code(sample().episode)
    assert code.side == pytest.approx((len(code.rows) + 8) * LARGE_MODULE)
    shown = Guide(printed().content)
    spots = [[float(edge) for edge in note.Rect] for note in shown.pdf.pages[0].Annots]
    (area,) = [spot for spot in spots if spot[3] - spot[1] > 30]
    left, bottom, right, top = area
    assert (right - left, top - bottom) == pytest.approx((code.side, code.side), abs=0.1)
    lines = (*shown.pages[0].text, *shown.pages[0].side)
    over = [
        line for line in lines if bottom < line.baseline < top and line.right > left and line.left < right
    ]
    assert over == []
