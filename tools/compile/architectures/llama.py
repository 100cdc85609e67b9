"""Llama: pre-norm blocks, grouped-query attention, SwiGLU. Qwen's blocks differ in `project` only (qwen.py)."""

from __future__ import annotations

from tvm.relax.frontend import nn
from tvm.relax.frontend.nn import op
from tvm.relax.frontend.nn.llm.kv_cache import PagedKVCache, RopeMode

from kernels.sets import KernelSet

from .decoder import Decoder
from .modules import QuantLinear, RmsNorm, gated
from .shape import Shape


class LlamaBlock(nn.Module):
    """Attention and feed-forward, each on a normed copy and added back."""

    def __init__(self, shape: Shape, kernels: KernelSet, layer: int) -> None:
        super().__init__()
        self.shape, self.layer = shape, layer
        hidden, attended = shape.hidden, shape.heads * shape.head_dim

        def linear(matrix: str, k: int, n: int) -> QuantLinear:
            return QuantLinear(kernels, shape.layout(matrix, layer), k, n)

        self.attn_norm = RmsNorm(hidden, shape.rms_epsilon)
        self.qkv = linear("qkv", hidden, (shape.heads + 2 * shape.kv_heads) * shape.head_dim)
        self.out = linear("out", attended, hidden)
        self.ffn_norm = RmsNorm(hidden, shape.rms_epsilon)
        self.gate_up = linear("gate_up", hidden, 2 * shape.ffn)
        self.down = linear("down", shape.ffn, hidden)

    def project(self, normed: nn.Tensor, *_: nn.Tensor) -> nn.Tensor:
        """normed (1, rows, hidden) -> q, k and v side by side, (1, rows, all_heads * head_dim)."""
        return self.qkv(normed)

    def forward(self, x: nn.Tensor, cache: PagedKVCache, *position: nn.Tensor) -> nn.Tensor:
        """x (1, rows, hidden) -> the same shape. `position` is what `project` needs to rotate by itself."""
        shape = self.shape
        one, rows, _ = x.shape
        qkv = op.reshape(
            self.project(self.attn_norm(x), *position),
            (one, rows, shape.heads + 2 * shape.kv_heads, shape.head_dim),
        )
        seen = cache.attention_with_fused_qkv(self.layer, qkv, shape.heads, sm_scale=shape.head_dim**-0.5)
        x = self.out(op.reshape(seen, (one, rows, shape.heads * shape.head_dim)), residual=x)
        return self.down(gated(self.gate_up(self.ffn_norm(x)), shape.ffn, "silu"), residual=x)


class Llama(Decoder):
    """The cache rotates q and k; the halves of a head rotate against each other."""

    rope_mode = RopeMode.NORMAL

    def block(self, shape: Shape, kernels: KernelSet, layer: int) -> nn.Module:
        return LlamaBlock(shape, kernels, layer)

    def blocks(self, x: nn.Tensor, cache: PagedKVCache) -> nn.Tensor:
        for layer in self.layers:
            x = layer(x, cache)
        return x
