"""Writes a Whisper of one layer, its weights drawn by lot: it hears nonsense, but all of its parts run."""

from pathlib import Path
from typing import Any

import numpy as np

WIDTH, MELS, WINDOW, LONGEST = 64, 80, 1500, 448
TOKENS = 51_866
"""So many has large-v3."""


def write_model(folder: Path) -> Path:
    """Write the files that faster-whisper wants into ``folder``, and return it."""
    from ctranslate2.specs import WhisperSpec  # noqa: PLC0415  it comes with an extra
    from faster_whisper.tokenizer import _LANGUAGE_CODES  # noqa: PLC0415

    languages = [f"<|{code}|>" for code in _LANGUAGE_CODES]
    tokenizer = _tokenizer(languages)
    tokenizer.save(str(folder / "tokenizer.json"))
    spec = WhisperSpec(1, 2, 1, 2)
    _fill_encoder(spec.encoder)
    _fill_decoder(spec.decoder)
    spec.register_vocabulary(sorted(tokenizer.get_vocab(), key=tokenizer.token_to_id))
    spec.config.suppress_ids = spec.config.suppress_ids_begin = []
    spec.config.lang_ids = [tokenizer.token_to_id(language) for language in languages]
    spec.config.alignment_heads = [[0, 0], [0, 1]]
    spec.validate()
    spec.optimize(quantization=None)
    spec.save(str(folder))
    return folder


def _tokenizer(languages: list[str]) -> Any:
    """Return a tokenizer with the order of Whisper's: words, then signs, then times."""
    from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers  # noqa: PLC0415

    signs = ["translate", "transcribe", "startoflm", "startofprev", "nospeech", "notimestamps"]
    times = [f"<|{step * 0.02:.2f}|>" for step in range(1501)]
    opening = ["<|endoftext|>", "<|startoftranscript|>"]
    special = [*opening, *languages, *(f"<|{sign}|>" for sign in signs), *times]
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    spoken = [f"Ġword{number}" for number in range(TOKENS - len(letters) - len(special))]
    vocabulary = {token: number for number, token in enumerate(letters + spoken)}
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens([AddedToken(token, special=True) for token in special])
    return tokenizer


_LOTS = np.random.default_rng(7)


def _weights(*shape: int) -> np.ndarray:
    return (_LOTS.standard_normal(shape) * 0.05).astype(np.float32)


def _fill_encoder(encoder: Any) -> None:
    for layer, inputs in ((encoder.conv1, MELS), (encoder.conv2, WIDTH)):
        layer.weight, layer.bias = _weights(WIDTH, inputs, 3), np.zeros(WIDTH, np.float32)
    encoder.position_encodings.encodings = _weights(WINDOW, WIDTH)
    _fill_norm(encoder.layer_norm)
    for layer in encoder.layer:
        _fill_attention(layer.self_attention, (3 * WIDTH, WIDTH))
        _fill_feed_forward(layer.ffn)


def _fill_decoder(decoder: Any) -> None:
    decoder.embeddings.weight, decoder.projection.weight = _weights(TOKENS, WIDTH), _weights(TOKENS, WIDTH)
    decoder.projection.bias = np.zeros(TOKENS, np.float32)
    decoder.position_encodings.encodings = _weights(LONGEST, WIDTH)
    decoder.scale_embeddings = False
    _fill_norm(decoder.layer_norm)
    for layer in decoder.layer:
        _fill_attention(layer.self_attention, (3 * WIDTH, WIDTH))
        _fill_attention(layer.attention, (WIDTH, 2 * WIDTH, WIDTH))
        _fill_feed_forward(layer.ffn)


def _fill_attention(attention: Any, outputs: tuple[int, ...]) -> None:
    _fill_norm(attention.layer_norm)
    for linear, width in zip(attention.linear, outputs, strict=True):
        _fill_linear(linear, width, WIDTH)


def _fill_feed_forward(layer: Any) -> None:
    _fill_norm(layer.layer_norm)
    _fill_linear(layer.linear_0, 4 * WIDTH, WIDTH)
    _fill_linear(layer.linear_1, WIDTH, 4 * WIDTH)


def _fill_norm(norm: Any) -> None:
    norm.gamma, norm.beta = np.ones(WIDTH, np.float32), np.zeros(WIDTH, np.float32)


def _fill_linear(linear: Any, outputs: int, inputs: int) -> None:
    linear.weight, linear.bias = _weights(outputs, inputs), np.zeros(outputs, np.float32)
