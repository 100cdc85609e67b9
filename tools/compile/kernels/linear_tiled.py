"""y = x W^T (+ residual) for many positions, as a tensor expression that dlight's matrix rule schedules.

For real GPUs: tiles of x and of the weights, decoded on the way, are shared through workgroup memory.
"""

from collections.abc import Callable

from tvm import te

from layouts import Grouped

from .dequantize import weight_value


def linear_tiled(layout: Grouped, k: int, n: int, add: bool) -> Callable[..., te.Tensor]:
    """Expression (x (1, rows, k), q, scale[, base][, residual (1, rows, n)]) -> (1, rows, n)."""

    def linear(x: te.Tensor, q: te.Tensor, scale: te.Tensor, *rest: te.Tensor) -> te.Tensor:
        base = rest[0] if layout.has_base else None
        weight = te.compute(
            (n, k), lambda row, i: weight_value(layout, q, scale, base, row, i), name="dequantize"
        )
        i = te.reduce_axis((0, k), name="i")
        product = te.compute(
            (1, x.shape[1], n), lambda b, m, row: te.sum(x[b, m, i] * weight[row, i], axis=i), name="matmul"
        )
        if not add:
            return product
        residual = rest[-1]
        return te.compute(
            product.shape, lambda b, m, row: product[b, m, row] + residual[b, m, row], name="add_residual"
        )

    return linear
