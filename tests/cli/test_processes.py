"""Signals, pipes and terminals, and files that are whole whatever happens."""

import os
import signal
import subprocess
import sys
import time

import pytest

from studykit import writers
from tests.cli.running import EXAMPLE, FOLDER, process, studykit

SAVE_MANY = """
from pathlib import Path
from studykit import writers
names = ("study.json", "guide.md", *map(str, range(500)))
writers.save(Path("x"), {name: bytes(2**20) for name in names})
"""


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_an_interrupted_run_ends_with_130_and_no_traceback():
    with process("build", "-", stdin=subprocess.PIPE) as child:
        child.stdin.write(b"Ana: one two three\n" * 20_000)  # more than a pipe holds, so it has begun to read
        child.send_signal(signal.SIGINT)
        err = child.communicate()[1]
    assert child.returncode == 130
    assert err.decode() == "error: interrupted; no file is half written\n"


@pytest.mark.parametrize("arguments", [["formats"], ["build", EXAMPLE, "--to", "md,json"]])
def test_a_broken_pipe_is_no_traceback(arguments):
    with process(*arguments) as child:
        child.stdout.close()
        told = child.stderr.read().decode()
    assert "Traceback" not in told
    assert child.returncode == 0


@pytest.mark.skipif(os.name != "posix", reason="terminals of POSIX")
def test_progress_is_shown_on_a_terminal_only():
    import pty  # noqa: PLC0415  POSIX only

    ours, theirs = pty.openpty()
    with process("build", EXAMPLE, "--to", "md", stderr=theirs) as child:
        os.close(theirs)
        out, told = child.communicate()[0], b""
        while chunk := _read(ours):
            told += chunk
    os.close(ours)
    assert out.decode().splitlines() == [str(FOLDER / "guide.md")]
    assert b"reading" in told
    assert b"Why sourdough rises" in told


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux: the other side is closed
        return b""


def test_a_failed_run_leaves_every_file_as_it_was():
    assert studykit("build", EXAMPLE, "--to", "md,json").exit_code == 0
    before = {p.name: p.read_bytes() for p in FOLDER.iterdir()}
    (FOLDER / "handout.docx").mkdir()
    assert studykit("build", EXAMPLE, "--to", "md,json,docx", "--show", "Other").exit_code == 6
    (FOLDER / "handout.docx").rmdir()
    assert {p.name: p.read_bytes() for p in FOLDER.iterdir()} == before


def test_a_killed_run_leaves_every_file_as_it_was(tmp_path):
    before = {"study.json": b"old", "guide.md": b"old too"}
    writers.save(tmp_path / "x", before)
    with subprocess.Popen([sys.executable, "-c", SAVE_MANY]) as child:
        while not list((tmp_path / "x").glob(".guide.md.*")):
            assert child.poll() is None
            time.sleep(0.001)
        child.kill()
    assert child.returncode not in (0, None)
    assert {name: (tmp_path / "x" / name).read_bytes() for name in before} == before


def test_a_file_keeps_its_permissions_when_it_is_replaced(tmp_path):
    (path,) = writers.save(tmp_path, {"guide.md": b"old"})
    path.chmod(0o640)
    writers.save(tmp_path, {"guide.md": b"new"})
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o640)
    assert [p.name for p in tmp_path.iterdir()] == ["guide.md"]
