"""Llama: pre-norm blocks, grouped-query attention, SwiGLU. Qwen's blocks differ in `project` and `rotate` only (qwen.py)."""

from __future__ import annotations

from tvm.relax.frontend import nn
from tvm.relax.frontend.nn import op
from tvm.relax.frontend.nn.llm.kv_cache import PagedKVCache, RopeMode

from kernels.rotate import rotated
from kernels.sets import KernelSet

from .decoder import Decoder
from .modules import QuantLinear, RmsNorm, gated, stacked
from .shape import Shape


class LlamaBlock(nn.Module):
    """Attention and feed-forward, each on a normed copy and added back."""

    def __init__(self, shape: Shape, kernels: KernelSet, layer: int) -> None:
        super().__init__()
        self.shape, self.layer = shape, layer
        hidden, attended = shape.hidden, shape.heads * shape.head_dim
        keys = shape.kv_heads * shape.head_dim

        def linear(matrix: str, k: int, n: int) -> QuantLinear:
            return QuantLinear(kernels, shape.layout(matrix, layer), k, n)

        self.attn_norm = RmsNorm(hidden, shape.rms_epsilon)
        self.qkv = stacked(kernels, shape.stack("qkv", layer, 3), hidden, [attended, keys, keys])
        self.out = linear("out", attended, hidden)
        self.ffn_norm = RmsNorm(hidden, shape.rms_epsilon)
        self.gate_up = stacked(kernels, shape.stack("gate_up", layer, 2), hidden, [shape.ffn, shape.ffn])
        self.down = linear("down", shape.ffn, hidden)

    def project(self, normed: nn.Tensor) -> nn.Tensor:
        """normed (1, rows, hidden) -> q, k and v side by side, (1, rows, all_heads * head_dim)."""
        return self.qkv(normed)

    def rotate(self, qkv: nn.Tensor, positions: nn.Tensor, rope: nn.Tensor) -> nn.Tensor:
        """What `project` gives, with q and k rotated by table; positions (rows,), rope (context, 2, head_dim / 2)."""
        shape = self.shape
        return op.tensor_expr_op(
            rotated(shape.heads + shape.kv_heads, shape.head_dim), "rotate", [qkv, positions, rope]
        )

    def forward(self, x: nn.Tensor, cache: PagedKVCache, *position: nn.Tensor) -> nn.Tensor:
        """x (1, rows, hidden) -> the same shape. `position` is what `rotate` needs, where the cache does not rotate."""
        shape = self.shape
        one, rows, _ = x.shape
        projected = self.project(self.attn_norm(x))
        qkv = op.reshape(
            self.rotate(projected, *position) if position else projected,
            (one, rows, shape.heads + 2 * shape.kv_heads, shape.head_dim),
        )
        seen = cache.attention_with_fused_qkv(self.layer, qkv, shape.heads, sm_scale=shape.head_dim**-0.5)
        x = self.out(op.reshape(seen, (one, rows, shape.heads * shape.head_dim)), residual=x)
        return self.down(gated(self.gate_up(self.ffn_norm(x)), shape.ffn, "silu"), residual=x)


class Llama(Decoder):
    """The halves of a head rotate against each other: by the cache, or by a table among the weights where the shape has
    `positions`. Scaled angles (Llama 3.1 and later) need the table, which holds whatever scaling the weights have."""

    def __init__(self, shape: Shape, kernels: KernelSet) -> None:
        super().__init__(shape, kernels)
        self.rope_mode = RopeMode.NORMAL if shape.positions is None else RopeMode.NONE
        if shape.positions is not None:
            self.rope = nn.Parameter((shape.positions, 2, shape.head_dim // 2), "float32")

    def block(self, shape: Shape, kernels: KernelSet, layer: int) -> nn.Module:
        return LlamaBlock(shape, kernels, layer)

    def blocks(self, x: nn.Tensor, cache: PagedKVCache) -> nn.Tensor:
        position: tuple[nn.Tensor, ...] = ()
        if self.shape.positions is not None:
            position = (cache.get_query_positions(x.shape[0] * x.shape[1]), self.rope)
        for layer in self.layers:
            x = layer(x, cache, *position)
        return x
