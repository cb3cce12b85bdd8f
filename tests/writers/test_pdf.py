import io

import pikepdf
import pytest

from studykit.contracts import WriteSettings
from studykit.templates import Templates
from studykit.writers import pdf
from tests.sample import NOW, sample

PAPERS = {"a4": (595, 842), "letter": (612, 792)}


@pytest.mark.parametrize("paper", PAPERS)
def test_every_page_has_the_size_of_the_paper(paper):
    guide = pdf.render(sample(), Templates(), WriteSettings(now=NOW, paper=paper)).content
    with pikepdf.open(io.BytesIO(guide)) as file:
        sizes = {tuple(round(float(side)) for side in page.mediabox[2:]) for page in file.pages}
    assert sizes == {PAPERS[paper]}
