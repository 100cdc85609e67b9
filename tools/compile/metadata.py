"""What a library says about itself: to web-llm from inside the wasm, and to us in the JSON beside it."""

from __future__ import annotations

import json
from typing import Any

from libraries import Library

Param = dict[str, Any]  # name, shape, dtype


def describe_params(params: list[tuple[str, Any]]) -> list[Param]:
    """Parameters in the order the library takes them."""
    return [
        {"name": name, "shape": [int(size) for size in param.shape], "dtype": str(param.dtype)}
        for name, param in params
    ]


def embedded(library: Library, params: list[Param]) -> str:
    """JSON that the library's `_metadata` returns. web-llm reads the parameters' names, the chunk and the cache kind;
    context and window are for whoever writes its chat configuration."""
    return json.dumps(
        {
            "model_type": library.shape.architecture,
            "quantization": library.quantisation,
            "context_window_size": library.context,
            "sliding_window_size": -1,
            "attention_sink_size": -1,
            "prefill_chunk_size": library.prefill_chunk,
            "max_batch_size": 1,
            "kv_state_kind": "kv_cache",
            "params": params,
        },
        separators=(",", ":"),
    )


def thawed(entry: Any) -> Any:
    """Tuples as the lists that JSON gives back."""
    return [thawed(one) for one in entry] if isinstance(entry, tuple) else entry


def beside(library: Library, params: list[Param]) -> dict[str, Any]:
    """Facts for `static/libs/<id>.json`, without digests and lineage. Names are those that `src/lib/gguf` gives a
    model's shape, so that the two can be compared; a fact that an architecture does not have is absent."""
    shape = library.shape
    is_local = shape.rope_local_base is not None
    facts = {
        "format": 1,
        "id": library.id,
        "model": library.model,
        "target": library.target,
        "architecture": shape.architecture,
        "layers": shape.layers,
        "hidden": shape.hidden,
        "heads": shape.heads,
        "kvHeads": shape.kv_heads,
        "headDim": shape.head_dim,
        "ffn": shape.ffn,
        "vocabulary": shape.vocabulary,
        "rmsEpsilon": shape.rms_epsilon,
        "ropeBase": None if is_local else shape.rope_base,
        "ropeLocal": shape.rope_local_base,
        "ropeGlobal": shape.rope_base if is_local else None,
        "globalEvery": shape.global_every,
        "quantisation": library.quantisation,
        "layouts": {name: thawed(entry) for name, entry in shape.layouts.items()},
        "contextTokens": library.context,
        "prefillChunk": library.prefill_chunk,
        "params": params,
    }
    return {name: fact for name, fact in facts.items() if fact is not None}
