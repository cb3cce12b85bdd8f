"""A deck with the sound of its quotes, from the command line."""

import sys
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from studykit.contracts import Clip
from studykit.templates import Templates
from studykit.writers import apkg
from studykit.writers._anki_sound import clips_in
from tests.cli.running import EXAMPLE, FOLDER, study_json, studykit
from tests.recordings.talking import TONES_HZ, heard, sentences, talk
from tests.sample import SETTINGS, sample

FOUR = sentences()[:4]
VTT = "WEBVTT\n\n" + "\n\n".join(
    f"00:00:{each.start_ms / 1000:06.3f} --> 00:00:{each.end_ms / 1000:06.3f}\n<v Ana>{said}"
    for each, said in zip(
        FOUR,
        (
            "A sourdough starter is a culture of wild yeast and bacteria that you keep alive with flour.",
            "Salt is what slows the fermentation down, because it takes water away from the yeast.",
            "The autolyse is a rest of flour and water before the salt, which makes the dough stretch.",
            "A cold night in the fridge is what gives the bread about 80 % of its sour taste.",
        ),
        strict=True,
    )
)


@pytest.fixture
def talk_vtt(tmp_path: Path) -> Path:
    path = tmp_path / "talk.vtt"
    path.write_text(VTT, encoding="utf-8")
    talk(tmp_path / "talk.mp3", TONES_HZ[:4])
    return path


def sounds(package: Path) -> list[bytes]:
    with zipfile.ZipFile(package) as archive:
        return [archive.read(name) for name in archive.namelist() if name.isdigit()]


def test_a_build_with_audio_puts_the_seconds_of_each_quote_on_its_card(talk_vtt: Path) -> None:
    result = studykit("build", talk_vtt, "--audio", talk_vtt.with_suffix(".mp3"), "--to", "apkg,json")
    assert result.exit_code == 0
    found = sounds(Path("output", "talk", "deck.apkg"))
    assert found
    size = sum(map(len, found)) / 1_000_000
    assert f"{len(found)} clip{'s' * (len(found) > 1)} of sound, {size:.1f} MB\n" in result.stderr
    heard_tones = [[hz for hz in TONES_HZ if heard(each).seconds_of(hz) > 3.5] for each in found]
    assert all(tones for tones in heard_tones)
    assert "clips-" not in result.stderr


def test_write_adds_clips_to_a_document_in_the_format_that_is_asked_for(talk_vtt: Path) -> None:
    audio = talk_vtt.with_suffix(".mp3")
    studykit("build", talk_vtt, "--to", "json")
    study = Path("output", "talk", "study.json")
    for form, beginning in (("mp3", b"ID3"), ("opus", b"OggS")):
        result = studykit("write", study, "--to", "apkg", "--audio", audio, "--clip-format", form)
        assert result.exit_code == 0
        assert all(each.startswith(beginning) for each in sounds(study.with_name("deck.apkg")))
    assert sounds(study.with_name("deck.apkg"))


def test_without_audio_there_is_no_sound_and_no_word_of_it() -> None:
    result = studykit("build", EXAMPLE, "--to", "apkg")
    assert sounds(FOLDER / "deck.apkg") == []
    assert "clip" not in result.stderr


def test_a_recording_that_is_over_too_soon_is_told(tmp_path: Path) -> None:
    talk(tmp_path / "a.mp3", TONES_HZ[:2])
    result = studykit("write", study_json(tmp_path / "study.json"), "--audio", "a.mp3", "--to", "apkg", "-v")
    assert (
        "clips-missing: 3 of 3 cards have no clip: the recording is silent, broken or over" in result.stderr
    )
    assert "clips-other-length: it is 0:09 long" in result.stderr
    assert "of sound" not in result.stderr


def sounding(folder: Path, *, names: Sequence[str] | None = None) -> Path:
    """A document and, beside it, the deck of an earlier build in which each card has a clip of its own."""
    folder.mkdir(exist_ok=True)
    clips = {
        card.id: Clip(f"studykit-{name}.mp3", name.encode())
        for card, name in zip(sample().cards, names or ("one", "two", "three"), strict=True)
    }
    deck = apkg.WRITER.render(sample(), Templates(), replace(SETTINGS, clips=clips))
    (folder / "deck.apkg").write_bytes(deck.content)
    return study_json(folder / "study.json")


@pytest.mark.parametrize("out", [(), ("--out", "elsewhere")])
def test_without_audio_a_deck_written_again_keeps_the_sound_of_the_last_one(
    tmp_path: Path, out: tuple[str, ...]
) -> None:
    study = sounding(tmp_path / "a")
    result = studykit("write", study, "--to", "apkg", "-v", *out)
    (made,) = Path("elsewhere").glob("*/deck.apkg") if out else [study.with_name("deck.apkg")]
    assert sorted(sounds(made)) == [b"one", b"three", b"two"]
    assert "3 clips of sound" in result.stderr
    assert "clips-kept: cards that keep the sound of the last build's deck: 3; --audio" in result.stderr


def test_the_deck_that_is_replaced_says_what_a_card_sounds_like_before_the_one_beside_the_document(
    tmp_path: Path,
) -> None:
    study = sounding(tmp_path / "a")
    studykit("write", study, "--to", "apkg", "--out", "elsewhere")
    sounding(tmp_path / "a", names=("four", "five", "six"))
    studykit("write", study, "--to", "apkg", "--out", "elsewhere")
    (made,) = Path("elsewhere").glob("*/deck.apkg")
    assert sorted(sounds(made)) == [b"one", b"three", b"two"]


def test_only_the_sound_of_cards_that_are_left_is_kept(tmp_path: Path) -> None:
    study = study_json(sounding(tmp_path / "a"), cards=sample().cards[:1])
    studykit("write", study, "--to", "apkg")
    assert sounds(study.with_name("deck.apkg")) == [b"one"]


def test_a_build_without_audio_keeps_the_sound_of_the_cards_that_stay(talk_vtt: Path) -> None:
    studykit("build", talk_vtt, "--audio", talk_vtt.with_suffix(".mp3"), "--to", "apkg,json")
    deck = Path("output", "talk", "deck.apkg")
    before = clips_in(deck.read_bytes())
    talk_vtt.write_text(VTT.replace("80 % of its sour", "85 % of its sour"), encoding="utf-8")
    assert "of sound" in studykit("build", talk_vtt, "--to", "apkg,json").stderr
    after = clips_in(deck.read_bytes())
    assert after
    assert after.items() <= before.items()


def test_a_last_deck_that_cannot_be_read_is_told_and_replaced(tmp_path: Path) -> None:
    study = study_json(tmp_path / "study.json")
    study.with_name("deck.apkg").write_bytes(b"no zip")
    result = studykit("write", study, "--to", "apkg", "-v")
    assert result.exit_code == 0
    assert "clips-missing: the sound in the last build's deck cannot be read" in result.stderr
    assert sounds(study.with_name("deck.apkg")) == []


def test_a_format_without_sound_leaves_the_last_deck_alone(tmp_path: Path) -> None:
    result = studykit("write", sounding(tmp_path / "a"), "--to", "md", "-v")
    assert "clip" not in result.stderr


def test_a_document_on_standard_input_has_no_deck_beside_it(tmp_path: Path) -> None:
    study = sounding(tmp_path)
    studykit("write", "-", "--to", "apkg", "--out", "elsewhere", text=study.read_bytes())
    (made,) = Path("elsewhere").glob("*/deck.apkg")
    assert sounds(made) == []


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("--audio", "none.mp3"), 3, "there is no such file"),
        (("--audio", "study.json"), 3, "this is no recording"),
        (("--audio", "talk.mp3", "--to", "pdf,md"), 2, "none of the formats asked for holds clips"),
        (("--audio", "talk.mp3", "--clip-format", "wav"), 2, "it should be 'mp3' or 'opus'"),
    ],
)
def test_what_cannot_be_cut_is_told_and_nothing_is_written(
    tmp_path: Path, arguments: tuple[str, ...], code: int, told: str
) -> None:
    talk(tmp_path / "talk.mp3", TONES_HZ[:1])
    place = study_json(tmp_path / "study.json")
    before = sorted(tmp_path.iterdir())
    result = studykit("write", place, *arguments)
    assert result.exit_code == code
    assert told in result.stderr
    assert sorted(tmp_path.iterdir()) == before


def test_where_the_library_is_missing_the_command_that_installs_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk(tmp_path / "talk.mp3", TONES_HZ[:1])
    monkeypatch.setitem(sys.modules, "av", None)
    result = studykit("write", study_json(tmp_path / "study.json"), "--audio", "talk.mp3")
    assert result.exit_code == 4
    assert "-m pip install av" in result.stderr
    assert "clips" in result.stderr
