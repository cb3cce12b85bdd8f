"""The contents of the printed guide: on as few pages as they need, each about as full."""

from functools import cache

import pytest

from studykit.contracts import WriteSettings
from studykit.templates import Templates
from studykit.writers import pdf
from tests.sample import NOW, sample
from tests.writers.pdf_reader import Guide
from tests.writers.test_pdf_layout import changed, chapter
from tests.writers.test_pdf_timeline import first_pages


@cache
def listed(count):
    """How many chapters each page of the contents lists, of a guide of so many."""
    document = changed(sample(), chapters=[chapter(n) for n in range(1, count + 1)], cards=(), glossary=())
    settings = WriteSettings(now=NOW, paper="a4")
    one = Guide(first_pages(pdf.render(document, Templates(), settings).content, 6))
    found = [sum("Chapter" in line.text for line in page.text) for page in one.pages[1:]]
    return found[: next(n for n, page in enumerate(one.pages[1:]) if page.text[0].text == "At a glance")]


@pytest.mark.parametrize("count", [40, 45, 70])
def test_pages_of_the_contents_are_about_as_full(count):
    pages = listed(count)
    assert sum(pages) == count
    assert max(pages) - min(pages) <= 4  # the first has the heading


def test_contents_that_would_run_over_by_some_lines_are_set_closer():
    assert [len(listed(count)) for count in (40, 45)] == [1, 2]
