"""Word vectors, by which a fit weighs words that no episode at hand holds as it does those near to them.

python -m training.vectors MODEL LANGUAGE FILE

Writes the vectors of the language's COUNT commonest words (``wordfreq``) to FILE. MODEL is the folder of a
sentence embedding model that the package sentence-transformers reads, which is no dependency; the weights of
the program were fitted with those of all-MiniLM-L6-v2 (Apache-2.0).
"""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from wordfreq import top_n_list

COUNT = 40_000
LOOKED_THROUGH = 2 * COUNT


@dataclass(frozen=True)
class Vectors:
    """The vectors of words: where each word's row is, all dimensions alike in spread.

    ``ridge`` holds down what is learned of each dimension.
    """

    places: Mapping[str, int]
    rows: NDArray[np.float64]
    ridge: float = 1.0

    @property
    def width(self) -> int:
        """How many dimensions there are."""
        return int(self.rows.shape[1])


NO_VECTORS = Vectors({}, np.zeros((0, 0)))


def read(path: Path, ridge: float) -> Vectors:
    """Return the vectors in the file ``path``."""
    with np.load(path, allow_pickle=False) as held:
        words, rows = held["words"].tolist(), held["rows"].astype(np.float64)
    centred = rows - rows.mean(axis=0)
    return Vectors({word: place for place, word in enumerate(words)}, centred / centred.std(), ridge)


def main() -> None:
    """Write the vectors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("model", help="the folder of a sentence embedding model")
    parser.add_argument("language", help="a code such as en")
    parser.add_argument("file", type=Path, help="the .npz file to write")
    arguments = parser.parse_args()
    common = top_n_list(arguments.language, LOOKED_THROUGH)
    words = [word for word in common if word.replace("'", "").isalpha()][:COUNT]
    np.savez_compressed(arguments.file, words=np.array(words), rows=_embedded(words, arguments.model))
    print(f"{len(words)} words")


def _embedded(words: Sequence[str], model: str) -> NDArray[np.float16]:
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - no dependency

    encoder = SentenceTransformer(model)
    return np.asarray(encoder.encode(list(words), normalize_embeddings=True), dtype=np.float16)


if __name__ == "__main__":
    main()
