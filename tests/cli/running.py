"""Runs the command line, in this process where that is enough, else as a process of its own."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner, Result

from studykit import cli
from tests.sample import sample

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "why-sourdough-rises.md"
FOLDER = Path("output", "why-sourdough-rises")


def studykit(*arguments: object, text: bytes | None = None) -> Result:
    return CliRunner().invoke(cli.app, [str(a) for a in arguments], input=text)


def process(*arguments: object, **options) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "studykit", *map(str, arguments)]
    kept = {
        "stdout": subprocess.PIPE,
        "stderr": subprocess.PIPE,
        "preexec_fn": _interruptible if os.name == "posix" else None,
    }
    return subprocess.Popen(command, **{**kept, **options})


def _interruptible() -> None:
    """Take interrupts again: a shell lets what it runs in the background ignore them."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def study_json(path: Path, **changes: object) -> Path:
    path.write_text(sample().model_copy(update=changes).model_dump_json(by_alias=True), encoding="utf-8")
    return path
