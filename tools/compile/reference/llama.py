"""SmolLM2 and other `llama` GGUFs."""

from __future__ import annotations

import numpy as np

from .steps import Cache, attend, rms_norm, rotate_neighbours, silu
from .weights import Array, Weights


class Llama:
    """One sequence: `run` takes the next ids and gives the logits after the last of them."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.heads: int = weights.fact("llama.attention.head_count")
        self.kv_heads: int = weights.fact("llama.attention.head_count_kv")
        self.epsilon: float = weights.fact("llama.attention.layer_norm_rms_epsilon")
        self.base: float = weights.fact("llama.rope.freq_base")
        self.caches = [Cache() for _ in range(weights.fact("llama.block_count"))]
        self.length = 0

    def run(self, ids: list[int]) -> Array:
        """ids -> logits (vocabulary,)."""
        table = self.weights.tensor("token_embd.weight")
        positions = np.arange(self.length, self.length + len(ids))
        self.length += len(ids)
        x = table[ids]
        for layer, cache in enumerate(self.caches):
            x = self._block(x, positions, layer, cache)
        return rms_norm(x[-1], self.weights.tensor("output_norm.weight"), self.epsilon) @ table.T

    def _block(self, x: Array, positions: np.ndarray, layer: int, cache: Cache) -> Array:
        def w(name: str) -> Array:
            return self.weights.tensor(f"blk.{layer}.{name}.weight")

        rows = len(x)
        h = rms_norm(x, w("attn_norm"), self.epsilon)
        q = rotate_neighbours((h @ w("attn_q").T).reshape(rows, self.heads, -1), positions, self.base)
        k = rotate_neighbours((h @ w("attn_k").T).reshape(rows, self.kv_heads, -1), positions, self.base)
        v = (h @ w("attn_v").T).reshape(rows, self.kv_heads, -1)
        x = x + attend(q, k, v, positions, cache) @ w("attn_output").T
        h = rms_norm(x, w("ffn_norm"), self.epsilon)
        return x + (silu(h @ w("ffn_gate").T) * (h @ w("ffn_up").T)) @ w("ffn_down").T
