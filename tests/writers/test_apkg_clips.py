"""Clips of sound in the real Anki: each is there, each is used, and a rebuilt deck brings only new ones."""

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from studykit.contracts import Clip
from studykit.model import BLANK, StudyDocument
from studykit.templates import Templates
from studykit.writers.apkg import WRITER
from tests.sample import SETTINGS, sample
from tests.writers.anki_engine import Anki, new_anki

FIRST, SECOND, THIRD = sample().cards
CLIPS = {
    FIRST.id: Clip("studykit-0a1b.mp3", b"\xff\xf3 one"),
    SECOND.id: Clip("studykit-2c3d.mp3", b"\xff\xf3 two"),
}


@pytest.fixture
def anki(tmp_path: Path) -> Iterator[Anki]:
    with new_anki(tmp_path) as learner:
        yield learner


def package(
    clips: Mapping[str, Clip] = CLIPS, *, days: int = 0, document: StudyDocument | None = None
) -> bytes:
    settings = replace(SETTINGS, now=SETTINGS.now + timedelta(days=days), clips=clips)
    return WRITER.render(document or sample(), Templates(), settings).content


def media(anki: Anki) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in Path(anki.collection.media.dir()).iterdir()}


def contents(*clips: Clip) -> dict[str, bytes]:
    return {clip.name: clip.content for clip in clips}


def test_the_back_plays_the_clip_and_the_front_does_not(anki: Anki, tmp_path: Path) -> None:
    anki.take(package(), tmp_path)
    for card, clip in ((FIRST, CLIPS[FIRST.id]), (SECOND, CLIPS[SECOND.id])):
        made = anki.card_of(card.id)
        assert [tag.filename for tag in made.answer_av_tags()] == [clip.name]
        assert made.question_av_tags() == []
    assert anki.card_of(THIRD.id).answer_av_tags() == []


def test_anki_finds_every_clip_in_use_and_none_missing(anki: Anki, tmp_path: Path) -> None:
    anki.take(package(), tmp_path)
    assert media(anki) == contents(*CLIPS.values())
    checked = anki.collection.media.check()
    assert (list(checked.missing), list(checked.unused)) == ([], [])


def test_a_deck_built_again_keeps_its_clips_and_brings_the_new_one(anki: Anki, tmp_path: Path) -> None:
    anki.take(package(), tmp_path)
    anki.study(anki.card_of(FIRST.id))
    third = Clip("studykit-4e5f.mp3", b"\xff\xf3 three")
    corrected = FIRST.model_copy(update={"back": "How fast a memory fades."})
    again = sample().model_copy(update={"cards": (corrected, SECOND, THIRD)})
    imported = anki.take(package({**CLIPS, THIRD.id: third}, days=1, document=again), tmp_path)
    assert (imported.new, imported.conflicting) == (0, 0)
    assert media(anki) == contents(*CLIPS.values(), third)
    checked = anki.collection.media.check()
    assert (list(checked.missing), list(checked.unused)) == ([], [])
    assert anki.reviews() == 1


def test_another_clip_takes_the_place_of_the_old_one_which_anki_then_offers_to_delete(
    anki: Anki, tmp_path: Path
) -> None:
    anki.take(package(), tmp_path)
    other = Clip("studykit-6a7b.mp3", b"\xff\xf3 other")
    anki.take(package({**CLIPS, FIRST.id: other}, days=1), tmp_path)
    assert [tag.filename for tag in anki.card_of(FIRST.id).answer_av_tags()] == [other.name]
    checked = anki.collection.media.check()
    assert (list(checked.missing), list(checked.unused)) == ([], [CLIPS[FIRST.id].name])


def test_two_cards_with_one_quote_share_a_file(anki: Anki, tmp_path: Path) -> None:
    shared = CLIPS[FIRST.id]
    content = package({FIRST.id: shared, SECOND.id: shared})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert json.loads(archive.read("media")) == {"0": shared.name}
    anki.take(content, tmp_path)
    assert media(anki) == contents(shared)


def test_only_clips_of_cards_in_the_deck_are_packed() -> None:
    blankless = SECOND.model_copy(update={"front": f"{BLANK} and {BLANK}"})
    document = sample().model_copy(update={"cards": (FIRST, blankless)})
    with zipfile.ZipFile(io.BytesIO(package(document=document))) as archive:
        assert json.loads(archive.read("media")) == {"0": CLIPS[FIRST.id].name}
        assert archive.read("0") == CLIPS[FIRST.id].content
        assert sorted(archive.namelist()) == ["0", "collection.anki2", "media"]


def test_the_same_clips_give_the_same_bytes() -> None:
    assert package() == package()
