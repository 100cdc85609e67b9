"""Gemma 3 (text) GGUFs."""

from __future__ import annotations

import numpy as np

from .steps import Cache, attend, gelu, rms_norm, rotate_halves
from .weights import Array, Weights

LOCAL_BASE = 10000.0  # the file has the base of the global layers only
GLOBAL_EVERY = 6  # nor does it say which layers those are: five local, then one that sees everything


class Gemma3:
    """One sequence: `run` takes the next ids and gives the logits after the last of them."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.heads: int = weights.fact("gemma3.attention.head_count")
        self.kv_heads: int = weights.fact("gemma3.attention.head_count_kv")
        self.epsilon: float = weights.fact("gemma3.attention.layer_norm_rms_epsilon")
        self.base: float = weights.fact("gemma3.rope.freq_base")
        self.window: int = weights.fact("gemma3.attention.sliding_window")
        self.caches = [Cache() for _ in range(weights.fact("gemma3.block_count"))]
        self.length = 0

    def run(self, ids: list[int]) -> Array:
        """ids -> logits (vocabulary,)."""
        table = self.weights.tensor("token_embd.weight")
        positions = np.arange(self.length, self.length + len(ids))
        self.length += len(ids)
        x = table[ids] * np.float32(table.shape[1] ** 0.5)
        for layer, cache in enumerate(self.caches):
            x = self._block(x, positions, layer, cache)
        return rms_norm(x[-1], self.weights.tensor("output_norm.weight"), self.epsilon) @ table.T

    def _block(self, x: Array, positions: np.ndarray, layer: int, cache: Cache) -> Array:
        def w(name: str) -> Array:
            return self.weights.tensor(f"blk.{layer}.{name}.weight")

        def norm(x: Array, name: str) -> Array:
            return rms_norm(x, w(name), self.epsilon)  # the file's norms already hold 1 + w

        is_global = (layer + 1) % GLOBAL_EVERY == 0
        base, window = (self.base, None) if is_global else (LOCAL_BASE, self.window)
        rows = len(x)
        h = norm(x, "attn_norm")
        q = rotate_halves(norm((h @ w("attn_q").T).reshape(rows, self.heads, -1), "attn_q_norm"), positions, base)
        k = rotate_halves(norm((h @ w("attn_k").T).reshape(rows, self.kv_heads, -1), "attn_k_norm"), positions, base)
        v = (h @ w("attn_v").T).reshape(rows, self.kv_heads, -1)
        seen = attend(q, k, v, positions, cache, window)
        x = x + norm(seen @ w("attn_output").T, "post_attention_norm")
        h = norm(x, "ffn_norm")
        inner = gelu(h @ w("ffn_gate").T) * (h @ w("ffn_up").T)
        return x + norm(inner @ w("ffn_down").T, "post_ffw_norm")
