"""Rotation of q and k by a table among the weights, as a tensor expression: for models whose angles are scaled.

The cache's own rotation computes its angles in WGSL, which knows no scaling and promises little accuracy for large ones.
"""

from collections.abc import Callable

from tvm import te, tirx


def rotated(heads: int, head_dim: int) -> Callable[..., te.Tensor]:
    """Expression (x (1, rows, all_heads * head_dim), positions (rows,), table (context, 2, head_dim / 2)) -> like x.

    The halves of each of the first `heads` heads (those of q and k) rotate against each other; what follows (v) stays.
    """
    half = head_dim // 2

    def rotate(x: te.Tensor, positions: te.Tensor, table: te.Tensor) -> te.Tensor:
        def value(b: tirx.Var, row: tirx.Var, i: tirx.Var) -> tirx.Expr:
            place, at = i % head_dim, positions[row]
            is_low = place < half
            other = tirx.if_then_else(is_low, -x[b, row, i + half], x[b, row, i - half])
            turned = x[b, row, i] * table[at, 0, place % half] + other * table[at, 1, place % half]
            return tirx.if_then_else(i < heads * head_dim, turned, x[b, row, i])

        return te.compute(x.shape, value, name="rotate")

    return rotate
