"""Qwen2 and Qwen3: Llama's blocks, with a bias on q, k and v (Qwen2) or a norm of each q and k head (Qwen3)."""

from __future__ import annotations

from tvm import te, tirx
from tvm.relax.frontend import nn
from tvm.relax.frontend.nn import op

from kernels.qk_norm_rope import qk_norm_rope
from kernels.sets import KernelSet
from refusal import Refusal

from .llama import Llama, LlamaBlock
from .shape import Shape


class Qwen2Block(LlamaBlock):
    """A bias on each of q, k and v, in three arrays as the file has them."""

    def __init__(self, shape: Shape, kernels: KernelSet, layer: int) -> None:
        super().__init__(shape, kernels, layer)
        self.q_bias = nn.Parameter((shape.heads * shape.head_dim,), "float32")
        self.k_bias = nn.Parameter((shape.kv_heads * shape.head_dim,), "float32")
        self.v_bias = nn.Parameter((shape.kv_heads * shape.head_dim,), "float32")

    def project(self, normed: nn.Tensor) -> nn.Tensor:
        queries = self.shape.heads * self.shape.head_dim
        keys = queries + self.shape.kv_heads * self.shape.head_dim

        def add(x: te.Tensor, q: te.Tensor, k: te.Tensor, v: te.Tensor) -> te.Tensor:
            def value(b: tirx.Var, row: tirx.Var, i: tirx.Var) -> tirx.Expr:
                # an index outside of its array is never read, but may be computed
                of_key = k[tirx.max(tirx.min(i - queries, keys - queries - 1), 0)]
                of_value = v[tirx.max(i - keys, 0)]
                of_query = q[tirx.min(i, queries - 1)]
                bias = tirx.if_then_else(i < queries, of_query, tirx.if_then_else(i < keys, of_key, of_value))
                return x[b, row, i] + bias

            return te.compute(x.shape, value, name="qkv_bias")

        return op.tensor_expr_op(add, "qkv_bias", [self.qkv(normed), self.q_bias, self.k_bias, self.v_bias])


class Qwen2(Llama):
    """Rotates as Llama does."""

    def block(self, shape: Shape, kernels: KernelSet, layer: int) -> nn.Module:
        return Qwen2Block(shape, kernels, layer)


class Qwen3Block(LlamaBlock):
    """Each q and k head is normed, then rotated from a table, in one kernel."""

    def __init__(self, shape: Shape, kernels: KernelSet, layer: int) -> None:
        super().__init__(shape, kernels, layer)
        self.q_norm = nn.Parameter((shape.head_dim,), "float32")
        self.k_norm = nn.Parameter((shape.head_dim,), "float32")

    def rotate(self, qkv: nn.Tensor, positions: nn.Tensor, rope: nn.Tensor) -> nn.Tensor:
        shape = self.shape
        kernel = qk_norm_rope(shape.heads, shape.kv_heads, shape.head_dim, shape.rms_epsilon, rope.shape[0])
        return op.tensor_ir_op(
            kernel,
            "qk_norm_rope",
            [qkv, self.q_norm, self.k_norm, positions, rope],
            nn.Tensor.placeholder(qkv.shape, "float32"),
        )


class Qwen3(Llama):
    """Rotation happens in `qk_norm_rope`, so always from a table."""

    def __init__(self, shape: Shape, kernels: KernelSet) -> None:
        if shape.positions is None:
            raise Refusal("qwen3 needs the number of positions of its rotary table")
        super().__init__(shape, kernels)

    def block(self, shape: Shape, kernels: KernelSet, layer: int) -> nn.Module:
        return Qwen3Block(shape, kernels, layer)
