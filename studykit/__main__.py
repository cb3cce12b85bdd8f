"""Runs the command line as ``python -m studykit``."""

from studykit.cli import main

main()
