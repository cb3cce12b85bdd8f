"""Who speaks, and how much: two people by name, an audience by its number."""

from dataclasses import replace

import pytest

from studykit.model import Speaker
from studykit.page_wording import PageWording
from studykit.templates import Templates
from studykit.writers import pdf
from studykit.writers._cover import voice
from studykit.writers._speaking import Share, introduced, told
from tests.sample import SETTINGS, sample
from tests.writers.pdf_reader import Guide

WORDING = PageWording()


def with_audience(count):
    audience = tuple(Speaker(id=f"a{number}", name=f"Audience {number}") for number in range(count))
    document = sample()
    return document.model_copy(update={"speakers": (*audience, *document.speakers)})


def test_two_speakers_are_introduced_with_their_parts():
    named = introduced(sample(), WORDING, voice)
    assert len(named) == len(sample().speakers)
    assert all(speaker.name in line for speaker, line in zip(sample().speakers, named, strict=True))


def test_of_a_whole_audience_those_are_introduced_who_say_most_and_the_others_counted():
    document = with_audience(30)
    *named, others = introduced(document, WORDING, voice)
    assert len(named) == 5
    assert {speaker.name for speaker in sample().speakers} <= {line.partition(",")[0] for line in named}
    assert others == f"Others: {len(document.speakers) - 5}"


@pytest.mark.parametrize(
    ("count", "ending"), [(5, "Audience 4 20 %"), (6, "Others 33 %"), (50, "Others 92 %")]
)
def test_of_many_shares_the_last_is_that_of_all_others(count, ending):
    shares = tuple(Share(f"Audience {number}", 1 / count) for number in range(count))
    line = told(shares, WORDING)
    assert line.endswith(ending)
    assert line.count("Audience") == min(count, 5 if count == 5 else 4)


@pytest.mark.parametrize("theme", ["", "dyslexia"])
def test_a_title_page_stays_one_page_however_many_speak(theme):
    settings = replace(SETTINGS, theme=theme) if theme else SETTINGS
    guide = Guide(pdf.render(with_audience(30), Templates(), settings).content)
    assert "Contents" in guide.pages[1].text[0].text
