"""The tokenizer that a GGUF carries, as the `tokenizers` library runs it (web-llm runs the same library)."""

from __future__ import annotations

import json
from typing import Any

from tokenizers import Tokenizer

from .weights import Weights

NORMAL, CONTROL, USER_DEFINED = 1, 3, 4  # tokenizer.ggml.token_type


def tokenizer_of(weights: Weights) -> Tokenizer:
    """`gpt2` is byte-level BPE with its merges in the file; `llama` is SentencePiece BPE, whose scores rank merges."""
    build = {"gpt2": _byte_level, "llama": _sentence_piece}[weights.fact("tokenizer.ggml.model")]
    return Tokenizer.from_str(json.dumps(build(weights)))


def _added(tokens: list[str], types: list[int]) -> list[dict[str, Any]]:
    plain = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False}
    return [
        {"id": id_, "content": token, "special": types[id_] == CONTROL, **plain}
        for id_, token in enumerate(tokens)
        if types[id_] in (CONTROL, USER_DEFINED)
    ]


def _byte_level(weights: Weights) -> dict[str, Any]:
    tokens, types = weights.fact("tokenizer.ggml.tokens"), weights.fact("tokenizer.ggml.token_type")
    byte_level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}
    digits = {"type": "Digits", "individual_digits": True}  # smollm's pre-tokenizer
    return {
        "version": "1.0",
        "added_tokens": _added(tokens, types),
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": [digits, byte_level]},
        "decoder": byte_level,
        "model": {
            "type": "BPE",
            "vocab": {token: id_ for id_, token in enumerate(tokens)},
            "merges": [merge.split(" ", 1) for merge in weights.fact("tokenizer.ggml.merges")],
        },
    }


def _sentence_piece(weights: Weights) -> dict[str, Any]:
    tokens, types = weights.fact("tokenizer.ggml.tokens"), weights.fact("tokenizer.ggml.token_type")
    scores = weights.fact("tokenizer.ggml.scores")
    ids = {token: id_ for id_, token in enumerate(tokens)}
    normal = {token for token, kind in zip(tokens, types, strict=True) if kind == NORMAL}
    merges: list[tuple[str, str]] = []
    for token in sorted(normal, key=lambda t: -scores[ids[t]]):
        cuts = [(token[:i], token[i:]) for i in range(1, len(token)) if token[:i] in normal and token[i:] in normal]
        merges += sorted(cuts, key=lambda cut: (ids[cut[0]], ids[cut[1]]))
    space = "\u2581"
    return {
        "version": "1.0",
        "added_tokens": _added(tokens, types),
        "normalizer": {"type": "Replace", "pattern": {"String": " "}, "content": space},
        "decoder": {
            "type": "Sequence",
            "decoders": [
                {"type": "Replace", "pattern": {"String": space}, "content": " "},
                {"type": "ByteFallback"},
                {"type": "Fuse"},
            ],
        },
        "model": {
            "type": "BPE",
            "unk_token": "<unk>",
            "fuse_unk": True,
            "byte_fallback": True,
            "vocab": ids,
            "merges": merges,
        },
    }
