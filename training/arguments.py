"""What the fits of this folder are told: where the labels are, their transcripts, and the marked episodes."""

import argparse
from pathlib import Path


def arguments_of(description: str | None, *, vectors: bool = False) -> argparse.Namespace:
    """Return ``labels``, ``transcripts``, ``corpus``, ``save``, perhaps ``vectors`` from the command line."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("labels", type=Path, help="a folder of labels, one JSON file an episode")
    parser.add_argument("transcripts", type=Path, help="the folder that holds their transcripts")
    parser.add_argument("corpus", type=Path, help="the folder that holds the marked episodes")
    if vectors:
        parser.add_argument("vectors", type=Path, help="a file that training.vectors wrote")
    _add_save(parser)
    return parser.parse_args()


def corpus_of(description: str | None) -> tuple[Path, bool]:
    """Return the folder that holds the talks and whether to save, for fits that need no labels."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("corpus", type=Path, help="the folder that holds the talks")
    _add_save(parser)
    arguments = parser.parse_args()
    return arguments.corpus, arguments.save


def _add_save(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--save", action="store_true", help="write the weights where the program reads them")
