"""The README's commands do what it says; the two that set a machine up are run by .ci/run."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = tuple((ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("transcripts.md", "decks.md"))
EXAMPLE = "docs/examples/why-sourdough-rises.md"


def blocks(language: str, page: str = README) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", page, flags=re.S)


def commands() -> list[list[str]]:
    lines = [line for page in (README, *PAGES) for block in blocks("sh", page) for line in block.splitlines()]
    return [shlex.split(line, comments=True) for line in lines if line.startswith("studykit ")]


def run(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_each_studykit_command_of_the_readme_works_in_a_folder_with_a_transcript(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    shutil.copy(ROOT / EXAMPLE, tmp_path / "interview.txt")
    (tmp_path / "notes.txt").write_text("(0:00) Starter\n(1:53) Water\n", encoding="utf-8")
    (tmp_path / "names.txt").write_text("Tomás Ferreira\nthe crumb => the Crumb\n", encoding="utf-8")
    first = run(["-m", "studykit", "build", EXAMPLE, "--to", "json"], tmp_path)
    assert first.returncode == 0, first.stderr
    assert len(commands()) >= 7
    for command in commands():
        result = run(["-m", *command], tmp_path)
        assert result.returncode == 0, f"{shlex.join(command)}\n{result.stderr}"


def test_the_python_of_the_readme_works(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    (code,) = blocks("python")
    result = run(["-c", code], tmp_path)
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "output/why-sourdough-rises/deck.apkg").is_file()


def test_the_two_commands_that_set_a_machine_up_are_those_that_the_check_runs() -> None:
    check = (ROOT / ".ci/run").read_text(encoding="utf-8")
    set_up = [
        line for block in blocks("sh") for line in block.splitlines() if line.startswith("python3 -m venv")
    ]
    assert len(set_up) == 2
    assert set_up[0].endswith(f".venv/bin/studykit build {EXAMPLE}")
    assert ".venv/bin/pytest" in set_up[1]
    assert "grep -m1 '^python3 -m venv .*studykit build' README.md" in check
    assert "grep -m1 '^python3 -m venv .*pytest' README.md" in check


def test_every_file_that_the_readme_links_to_is_there() -> None:
    links = re.findall(r"\]\(((?!https?:)[^)#]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).is_file()] == []
