"""Every test of the command line runs in an empty folder with no settings around it."""

import os

import pytest


@pytest.fixture(autouse=True)
def working_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("STUDYKIT_")]:
        monkeypatch.delenv(name)
