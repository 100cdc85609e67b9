"""The value of one quantised weight, as a TensorIR expression."""

from tvm import te, tirx

from layouts import Grouped


def weight_value(
    layout: Grouped, q: te.Tensor, scale: te.Tensor, base: te.Tensor | None, row: tirx.Expr, i: tirx.Expr
) -> tirx.Expr:
    """weight[row, i] as float32, from the arrays of `layout`."""
    shift = ((i % layout.codes_per_word) * layout.bits).astype("uint32")
    mask = tirx.const((1 << layout.bits) - 1, "uint32")
    code = tirx.bitwise_and(tirx.shift_right(q[i // layout.codes_per_word, row], shift), mask).astype("float32")
    if base is not None:
        return code * scale[i // layout.group, row] + base[i // layout.group, row]
    return (code - tirx.const(float(layout.offset), "float32")) * scale[i // layout.group, row]
