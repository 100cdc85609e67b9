"""Gemma 3 (text): norms before and after each step, a norm of each q and k head, GELU, two rotary bases.

Most layers are local: they see a window of positions and rotate with a base of their own. Within the window full
attention is exact, so the context stays inside it and only the base differs (`Shape.check` refuses more).
"""

from __future__ import annotations

from tvm.relax.frontend import nn
from tvm.relax.frontend.nn import op
from tvm.relax.frontend.nn.llm.kv_cache import PagedKVCache

from kernels.qk_norm_rope import qk_norm_rope
from kernels.sets import KernelSet
from refusal import Refusal

from .decoder import Decoder
from .modules import QuantLinear, RmsNorm, gated, stacked
from .shape import Shape


class Gemma3Block(nn.Module):
    """Attention and feed-forward, each normed before and after, and added back."""

    def __init__(self, shape: Shape, kernels: KernelSet, layer: int) -> None:
        super().__init__()
        self.shape, self.layer = shape, layer
        hidden, attended = shape.hidden, shape.heads * shape.head_dim

        def linear(matrix: str, k: int, n: int) -> QuantLinear:
            return QuantLinear(kernels, shape.layout(matrix, layer), k, n)

        self.attn_norm = RmsNorm(hidden, shape.rms_epsilon)
        self.attn_post_norm = RmsNorm(hidden, shape.rms_epsilon)
        self.ffn_norm = RmsNorm(hidden, shape.rms_epsilon)
        self.ffn_post_norm = RmsNorm(hidden, shape.rms_epsilon)
        keys = shape.kv_heads * shape.head_dim
        self.qkv = stacked(kernels, shape.stack("qkv", layer, 3), hidden, [attended, keys, keys])
        self.q_norm = nn.Parameter((shape.head_dim,), "float32")
        self.k_norm = nn.Parameter((shape.head_dim,), "float32")
        self.out = linear("out", attended, hidden)
        self.gate_up = stacked(kernels, shape.stack("gate_up", layer, 2), hidden, [shape.ffn, shape.ffn])
        self.down = linear("down", shape.ffn, hidden)

    def forward(self, x: nn.Tensor, cache: PagedKVCache, positions: nn.Tensor, rope: nn.Tensor) -> nn.Tensor:
        """x (1, rows, hidden), positions (rows,), rope (context, 2, head_dim / 2) -> x's shape."""
        shape = self.shape
        one, rows, _ = x.shape
        all_heads = shape.heads + 2 * shape.kv_heads
        kernel = qk_norm_rope(shape.heads, shape.kv_heads, shape.head_dim, shape.rms_epsilon, rope.shape[0])
        qkv = op.tensor_ir_op(
            kernel,
            "qk_norm_rope",
            [self.qkv(self.attn_norm(x)), self.q_norm, self.k_norm, positions, rope],
            nn.Tensor.placeholder((1, rows, all_heads * shape.head_dim), "float32"),
        )
        seen = cache.attention_with_fused_qkv(
            self.layer,
            op.reshape(qkv, (one, rows, all_heads, shape.head_dim)),
            shape.heads,
            sm_scale=shape.head_dim**-0.5,
        )
        attended = self.out(op.reshape(seen, (one, rows, shape.heads * shape.head_dim)))
        x = self.attn_post_norm(attended, residual=x)
        return self.ffn_post_norm(self.down(gated(self.gate_up(self.ffn_norm(x)), shape.ffn, "gelu")), residual=x)


class Gemma3(Decoder):
    """Rotation happens in `qk_norm_rope`, from tables among the weights; the cache does none."""

    def __init__(self, shape: Shape, kernels: KernelSet) -> None:
        super().__init__(shape, kernels)
        if shape.window is None or shape.global_every is None or shape.rope_local_base is None:
            raise Refusal("gemma3 needs a window, a local rotary base and the spacing of its global layers")
        self.embedding_factor = shape.hidden**0.5
        self.global_every = shape.global_every
        table = (shape.window, 2, shape.head_dim // 2)  # position, cosine or sine, pair
        self.rope_local = nn.Parameter(table, "float32")
        self.rope_global = nn.Parameter(table, "float32")

    def block(self, shape: Shape, kernels: KernelSet, layer: int) -> nn.Module:
        return Gemma3Block(shape, kernels, layer)

    def blocks(self, x: nn.Tensor, cache: PagedKVCache) -> nn.Tensor:
        positions = cache.get_query_positions(x.shape[0] * x.shape[1])
        for i, layer in enumerate(self.layers):
            is_global = (i + 1) % self.global_every == 0
            x = layer(x, cache, positions, self.rope_global if is_global else self.rope_local)
        return x
