"""The handout, opened by readers that did not write it: python-docx and the XML itself."""

from io import BytesIO

import docx as word
import pytest

from studykit.templates import Templates
from studykit.writers import docx
from tests.sample import FORGETTING, ODD, SETTINGS, SPACING, sample


def opened(document, settings=SETTINGS):
    return word.Document(BytesIO(docx.render(document, Templates(), settings).content))


def text(handout):
    return "\n".join(node.text or "" for node in handout.element.body.iter() if node.tag.endswith("}t"))


@pytest.mark.parametrize("with_times", [True, False])
def test_everything_to_learn_is_in_the_handout_as_written(with_times):
    document = sample(with_times=with_times)
    shown = text(opened(document))
    expected = [document.episode.title, FORGETTING, SPACING, ODD, "AT&T", "forgetting curve"]
    expected += [chapter.title for chapter in document.chapters] + [card.back for card in document.cards]
    assert [words for words in expected if words not in shown] == []


def test_the_same_document_and_time_give_the_same_bytes():
    first = docx.render(sample(), Templates(), SETTINGS).content
    assert first == docx.render(sample(), Templates(), SETTINGS).content
