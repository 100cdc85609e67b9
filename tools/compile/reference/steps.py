"""The steps that both architectures share, in float32."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from .weights import Array


def rms_norm(x: Array, weight: Array, epsilon: float) -> Array:
    """x (..., width) / rms(x) * weight; the mean is taken in float64."""
    mean = np.square(x, dtype=np.float64).mean(-1, keepdims=True)
    return (x / np.sqrt(mean + epsilon)).astype(np.float32) * weight


def angles(positions: np.ndarray, head_dim: int, base: float) -> tuple[Array, Array]:
    """Cosine and sine, each (rows, 1, head_dim / 2), from float64 angles."""
    angle = np.outer(positions, base ** (-np.arange(0, head_dim, 2) / head_dim))[:, None]
    return np.cos(angle).astype(np.float32), np.sin(angle).astype(np.float32)


def rotate_halves(x: Array, positions: np.ndarray, base: float) -> Array:
    """x (rows, heads, head_dim): pair j is (j, j + head_dim / 2)."""
    cos, sin = angles(positions, x.shape[-1], base)
    low, high = np.split(x, 2, axis=-1)
    return np.concatenate([low * cos - high * sin, high * cos + low * sin], axis=-1)


def rotate_neighbours(x: Array, positions: np.ndarray, base: float) -> Array:
    """x (rows, heads, head_dim): pair j is (2j, 2j + 1), the order in which a `llama` GGUF keeps q and k."""
    cos, sin = angles(positions, x.shape[-1], base)
    even, odd = x[..., 0::2], x[..., 1::2]
    return np.stack([even * cos - odd * sin, odd * cos + even * sin], axis=-1).reshape(x.shape)


def silu(x: Array) -> Array:
    """x * sigmoid(x)."""
    return x / (1 + np.exp(-x))


def gelu(x: Array) -> Array:
    """Tanh form."""
    return 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi).astype(np.float32) * (x + 0.044715 * x**3)))


@dataclass
class Cache:
    """Keys and values of one layer so far, each (positions, kv_heads, head_dim)."""

    keys: list[Array] = field(default_factory=list)
    values: list[Array] = field(default_factory=list)


def attend(q: Array, k: Array, v: Array, positions: np.ndarray, cache: Cache, window: int | None = None) -> Array:
    """Causal attention of q (rows, heads, head_dim) over the cache and the new k, v (rows, kv_heads, head_dim):
    (rows, heads * head_dim). With a window, a position sees itself and `window - 1` before it.
    """
    cache.keys.append(k)
    cache.values.append(v)
    rows, heads, head_dim = q.shape
    shared = heads // k.shape[1]
    keys = np.repeat(np.concatenate(cache.keys), shared, axis=1)
    values = np.repeat(np.concatenate(cache.values), shared, axis=1)
    scores = np.einsum("shd,thd->hst", q, keys) * np.float32(head_dim**-0.5)
    ages = positions[:, None] - np.arange(len(keys))[None]
    hidden = (ages < 0) if window is None else (ages < 0) | (ages >= window)
    scores[:, hidden] = -np.inf
    weights = np.exp(scores - scores.max(-1, keepdims=True))
    weights /= weights.sum(-1, keepdims=True)
    return np.einsum("hst,thd->shd", weights, values).reshape(rows, heads * head_dim)
