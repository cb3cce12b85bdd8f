"""The wheel, installed away from the checkout: templates travel inside, and the whole command runs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from studykit import __version__
from tests.sample import sample

ROOT = Path(__file__).parents[1]
FILES = {"apkg": "deck.apkg", "pdf": "guide.pdf", "docx": "handout.docx", "md": "guide.md"}


def python(*arguments: object, cwd: Path, path: Path | None = None) -> str:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH" and not k.startswith("STUDYKIT_")}
    if path:
        environment["PYTHONPATH"] = str(path)
    done = subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    python("-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    python("-m", "pip", "install", "-q", "--no-deps", "--target", folder, wheel, cwd=folder)
    return folder


def test_the_installed_package_is_the_one_that_runs(installed, tmp_path):
    where = python("-c", "import studykit; print(studykit.__file__)", cwd=tmp_path, path=installed)
    assert Path(where.strip()).is_relative_to(installed)
    told = python("-m", "studykit", "--version", cwd=tmp_path, path=installed)
    assert told == f"studykit {__version__}\n"


def test_the_wheel_carries_every_template_and_plug_in(installed):
    for folder, inside in ((ROOT / "templates", "templates"), (ROOT / "studykit", ".")):
        files = {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}
        wanted = {path for path in files if "__pycache__" not in path.parts}
        assert wanted
        assert not {path for path in wanted if not (installed / "studykit" / inside / path).is_file()}


def test_the_formats_of_the_installed_package_are_those_of_the_checkout(installed, tmp_path):
    told = python("-m", "studykit", "formats", cwd=tmp_path, path=installed)
    assert told == python("-m", "studykit", "formats", cwd=ROOT)


def test_every_file_can_be_written_away_from_the_checkout(installed, tmp_path):
    (tmp_path / "study.json").write_text(sample().model_dump_json(by_alias=True), encoding="utf-8")
    written = python("-m", "studykit", "write", "study.json", cwd=tmp_path, path=installed)
    assert written.split() == list(FILES.values())
    assert all((tmp_path / name).stat().st_size for name in FILES.values())


def test_the_example_can_be_built_away_from_the_checkout(installed, tmp_path):
    example = ROOT / "docs" / "examples" / "why-sourdough-rises.md"
    written = python("-m", "studykit", "build", example, "--to", "json", cwd=tmp_path, path=installed)
    assert (tmp_path / written.strip()).stat().st_size > 1000
