"""What else the user gives of an episode goes into its transcript: another one, and how names are written."""

from pathlib import Path

from tests.cli.running import EXAMPLE, FOLDER, studykit

HEARD = "Yan Lecun built networks that read cheques in 1998 and were used by many banks for years."


def test_a_vocabulary_corrects_the_names_of_a_transcript_and_tells_it():
    Path("talk.txt").write_text(f"Ana: {HEARD}\n\nBen: I see.\n\nAna: You do.\n")
    Path("names.txt").write_text("# people\nYann LeCun\ncheques => checks\n")
    result = studykit("read", "talk.txt", "--vocabulary", "names.txt", "-v")
    assert "Ana: Yann LeCun built networks that read checks in 1998" in result.stdout
    assert "spelling-corrected: “Yan Lecun” was written “Yann LeCun”, 1 time" in result.stderr


def test_a_vocabulary_that_cannot_be_read_is_told_with_its_line():
    Path("talk.txt").write_text(f"Ana: {HEARD}\n\nBen: I see.\n\nAna: You do.\n")
    Path("names.txt").write_text("Yann LeCun\n=> checks\n")
    result = studykit("read", "talk.txt", "--vocabulary", "names.txt")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "names.txt:2: a word is missing" in result.stderr


def test_a_second_transcript_gives_speakers_and_conflicts_are_told_without_being_asked_for():
    said = studykit("read", EXAMPLE, "--to", "txt").stdout.partition("\n\n")[2]
    heard = " ".join(line for line in said.split("\n") if not line.endswith(tuple("0123456789")))
    Path("heard.txt").write_text(heard.replace("about a hundred to one", "about 300 to one"))
    result = studykit("read", "heard.txt", "--also", EXAMPLE)
    assert result.exit_code == 0, result.stderr
    assert "Tomás Ferreira 00:00:17\nThank you. It's lovely to be here." in result.stdout
    assert "outnumber the yeast by about 300 to one" in result.stdout
    (told,) = [line for line in result.stderr.split("\n") if line.startswith("  conflict-number")]
    assert "300" in told
    assert "hundred" in told


def test_a_link_that_holds_the_listeners_own_key_is_told_before_it_is_shared():
    private = ("--audio-url", "https://cdn.example/1.mp3?auth=0123456789abcdef")
    told = studykit("build", EXAMPLE, "--to", "md,json", *private).stderr
    assert "private-link" in told
    assert "--link-pattern" in told
    assert "0123456789abcdef" not in told
    again = studykit("write", FOLDER / "study.json", "--to", "md").stderr
    assert "private-link" in again
    pattern = ("--link-pattern", "https://example.org/#{seconds}")
    assert "private-link" not in studykit("build", EXAMPLE, "--to", "md", *private, *pattern).stderr
