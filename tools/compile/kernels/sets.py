"""Which kernels a target uses. An architecture asks a kernel set; it never names a kernel of one target itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from tvm import tirx
from tvm.relax.frontend import nn
from tvm.relax.frontend.nn import op

from layouts import Grouped

from .absent import absent
from .attention_decode import attention_decode
from .attention_prefill import attention_prefill_cache, attention_prefill_self
from .linear_serial import linear_serial
from .linear_split import linear_split
from .linear_tiled import linear_tiled
from .merge import merge_attention
from .targets import Target

@dataclass(frozen=True)
class AttentionShape:
    """Heads of one attention layer."""

    heads: int
    kv_heads: int
    head_dim: int


@dataclass(frozen=True)
class Matrix:
    """A quantised (n, k) weight matrix of a model under construction; `base` is None where the layout has none."""

    layout: Grouped
    k: int
    n: int
    q: nn.Parameter
    scale: nn.Parameter
    base: nn.Parameter | None


class KernelSet(Protocol):
    """The target's own kernels."""

    def linear(self, x: nn.Tensor, weight: Matrix, residual: nn.Tensor | None) -> nn.Tensor:
        """x (1, rows, k) times the transposed weight, plus residual: (1, rows, n)."""

    def cache_kernels(self, shape: AttentionShape) -> dict[str, tirx.PrimFunc]:
        """Replacements for kernels of TVM's paged cache, by name."""


MERGE = "tir_attention_merge_state"

# Called only with a sliding window, with several sequences, with speculative trees, or to debug.
UNUSED = (
    "batch_decode_paged_kv_sliding_window",
    "batch_prefill_paged_kv_sliding_window",
    "batch_tree_attn",
    "tree_attn_paged_kv",
    "tir_kv_cache_debug_get_kv",
    "tir_kv_cache_transpose_append_mla",
)


def _always(shape: AttentionShape) -> dict[str, tirx.PrimFunc]:
    return {MERGE: merge_attention(shape.heads, shape.head_dim), **{name: absent() for name in UNUSED}}


def _is_one_row(x: nn.Tensor) -> bool:
    return isinstance(x.shape[1], int | tirx.IntImm)


def _hand_scheduled(
    name: str, kernel: tirx.PrimFunc, x: nn.Tensor, weight: Matrix, residual: nn.Tensor | None
) -> nn.Tensor:
    base = weight.scale if weight.base is None else weight.base
    args = [x, weight.q, weight.scale, base, x if residual is None else residual]
    return op.tensor_ir_op(kernel, name, args, nn.Tensor.placeholder((1, x.shape[1], weight.n), "float32"))


class SoftwareKernels:
    """No barrier where it can be helped: on a software adapter each one costs more than the work between two."""

    DECODE_TILE = (1, 2)  # rows, columns of a thread
    PREFILL_TILE = (8, 4)

    def linear(self, x: nn.Tensor, weight: Matrix, residual: nn.Tensor | None) -> nn.Tensor:
        one = _is_one_row(x)
        tile = self.DECODE_TILE if one else self.PREFILL_TILE
        kernel = linear_serial(weight.layout, weight.k, weight.n, residual is not None, *tile)
        name = f"{weight.layout.name}_linear_{'row' if one else 'rows'}"
        return _hand_scheduled(name, kernel, x, weight, residual)

    def cache_kernels(self, shape: AttentionShape) -> dict[str, tirx.PrimFunc]:
        sizes = (shape.heads, shape.kv_heads, shape.head_dim)
        return {
            **_always(shape),
            "batch_decode_paged_kv": attention_decode(*sizes),
            "batch_prefill_ragged_kv": attention_prefill_self(*sizes),
            "batch_prefill_paged_kv": attention_prefill_cache(*sizes),
        }


class GpuKernels:
    """dlight's schedules for matrices of many rows, a split sum for one row, TVM's own tiled attention."""

    def linear(self, x: nn.Tensor, weight: Matrix, residual: nn.Tensor | None) -> nn.Tensor:
        add = residual is not None
        if _is_one_row(x):
            kernel = linear_split(weight.layout, weight.k, weight.n, add)
            return _hand_scheduled(f"{weight.layout.name}_linear_row", kernel, x, weight, residual)
        args = [x, weight.q, weight.scale, *([] if weight.base is None else [weight.base])]
        expression = linear_tiled(weight.layout, weight.k, weight.n, add)
        name = f"{weight.layout.name}_linear_rows"
        return op.tensor_expr_op(expression, name, [*args, *([residual] if add else [])])

    def cache_kernels(self, shape: AttentionShape) -> dict[str, tirx.PrimFunc]:
        return _always(shape)


KERNEL_SETS: dict[Target, type[KernelSet]] = {"gpu": GpuKernels, "software": SoftwareKernels}
