"""Parts that every architecture is made of."""

from __future__ import annotations

from tvm import te, tirx
from tvm.relax.frontend import nn
from tvm.relax.frontend.nn import op

from kernels.dequantize import weight_value
from kernels.embed_part import embed_part
from kernels.launch import MOST_BUFFERS
from kernels.rms_norm import rms_norm
from kernels.sets import KernelSet, Matrix
from layouts import Grouped

from .shape import Shape


class QuantLinear(nn.Module):
    """y = x W^T (+ residual) with a quantised (n, k) matrix; parameters `q`, `scale` and perhaps `base`."""

    def __init__(self, kernels: KernelSet, layout: Grouped, k: int, n: int) -> None:
        super().__init__()
        arrays = {suffix: nn.Parameter(shape, dtype) for suffix, (shape, dtype) in layout.shapes(k, n).items()}
        self.kernels = kernels
        self.q = arrays["q"]
        self.scale = arrays["scale"]
        self.base = arrays.get("base")
        self.layout, self.k, self.n = layout, k, n

    def forward(self, x: nn.Tensor, residual: nn.Tensor | None = None) -> nn.Tensor:
        """x (1, rows, k) -> (1, rows, n)."""
        weight = Matrix(self.layout, self.k, self.n, self.q, self.scale, self.base)
        return self.kernels.linear(x, weight, residual)


class Stack(nn.Module):
    """Tensors with the same inputs in several layouts, side by side: each run of neighbours with one layout is a matrix."""

    def __init__(self, kernels: KernelSet, k: int, runs: list[tuple[Grouped, int]]) -> None:
        super().__init__()
        self.parts = nn.ModuleList([QuantLinear(kernels, layout, k, n) for layout, n in runs])

    def forward(self, x: nn.Tensor) -> nn.Tensor:
        """x (1, rows, k) -> (1, rows, n of all)."""
        return op.concat([part(x) for part in self.parts], dim=2)


def stacked(kernels: KernelSet, layouts: list[Grouped], k: int, sizes: list[int]) -> QuantLinear | Stack:
    """Tensors of `sizes` outputs on top of each other: one matrix where all have the same layout."""
    runs: list[tuple[Grouped, int]] = []
    for layout, n in zip(layouts, sizes, strict=True):
        if runs and runs[-1][0] == layout:
            runs[-1] = (layout, runs[-1][1] + n)
        else:
            runs.append((layout, n))
    return QuantLinear(kernels, runs[0][0], k, runs[0][1]) if len(runs) == 1 else Stack(kernels, k, runs)


class RmsNorm(nn.Module):
    """RMS norm; a residual, if given, is added after it."""

    def __init__(self, width: int, epsilon: float) -> None:
        super().__init__()
        self.width, self.epsilon = width, epsilon
        self.weight = nn.Parameter((width,), "float32")

    def forward(self, x: nn.Tensor, residual: nn.Tensor | None = None) -> nn.Tensor:
        """x (1, rows, width) -> the same shape."""
        add = residual is not None
        args = [x, self.weight, residual if residual is not None else x]
        kernel = rms_norm(self.width, self.epsilon, add)
        name = "rms_norm_add" if add else "rms_norm"
        return op.tensor_ir_op(kernel, name, args, nn.Tensor.placeholder(x.shape, "float32"))


class TokenTable(nn.Module):
    """A quantised matrix with a row for each token, cut by token id into equal parts: a table, an output head, or both."""

    def __init__(self, shape: Shape, kernels: KernelSet, matrix: str, parts: int) -> None:
        super().__init__()
        self.hidden = shape.hidden
        self.rows = shape.vocabulary // parts  # of one part
        self.layout = shape.layout(matrix)
        self.parts = nn.ModuleList([QuantLinear(kernels, self.layout, shape.hidden, self.rows) for _ in range(parts)])

    def forward(self, ids: nn.Tensor, factor: float = 1.0) -> nn.Tensor:
        """ids (rows,) -> (rows, hidden), each embedding times `factor`."""
        each = 3 if self.layout.has_base else 2

        def rows(ids: te.Tensor, *arrays: te.Tensor) -> te.Tensor:
            tables = [arrays[i : i + each] for i in range(0, len(arrays), each)]

            def value(i: tirx.Var, j: tirx.Var) -> tirx.Expr:
                weight = self._value(tables[-1], ids[i] - (len(tables) - 1) * self.rows, j)
                for part in range(len(tables) - 2, -1, -1):
                    here = self._value(tables[part], ids[i] - part * self.rows, j)
                    weight = tirx.if_then_else(ids[i] < (part + 1) * self.rows, here, weight)
                return weight if factor == 1.0 else tirx.const(factor, "float32") * weight

            return te.compute((ids.shape[0], self.hidden), value, name="embed")

        arrays = [a for part in self.parts for a in (part.q, part.scale, part.base) if a is not None]
        if len(arrays) + 2 > MOST_BUFFERS:
            return self._part_by_part(ids, factor)
        return op.tensor_expr_op(rows, "embed_tokens", [ids, *arrays])

    def _part_by_part(self, ids: nn.Tensor, factor: float) -> nn.Tensor:
        """As `forward`, a kernel for each part: one would bind more buffers than an adapter has."""
        y: nn.Tensor | None = None
        for index, part in enumerate(self.parts):
            kernel = embed_part(self.layout, self.hidden, self.rows, index * self.rows, factor)
            args = [ids, part.q, part.scale, part.scale if part.base is None else part.base]
            name = "embed_part" if index else "embed_first_part"
            found = nn.Tensor.placeholder((ids.shape[0], self.hidden), "float32")
            y = op.tensor_ir_op(kernel, name, [*args, part.scale if y is None else y], found)
        return y

    def logits(self, x: nn.Tensor) -> nn.Tensor:
        """x (1, 1, hidden) -> (1, 1, vocabulary)."""
        each = [part(x) for part in self.parts]
        return each[0] if len(each) == 1 else op.concat(each, dim=2)

    def _value(self, arrays: tuple[te.Tensor, ...], row: tirx.Expr, i: tirx.Expr) -> tirx.Expr:
        # a row of another part, or an id from a broken tokenizer, must not reach outside the buffer
        inside = tirx.max(tirx.min(row, self.rows - 1), 0)
        return weight_value(self.layout, arrays[0], arrays[1], arrays[2] if len(arrays) > 2 else None, inside, i)


def last_position(x: nn.Tensor) -> nn.Tensor:
    """x (1, rows, width) -> its last row, (1, 1, width): only that one needs logits."""
    if isinstance(x.shape[1], int | tirx.IntImm):
        return x
    width = x.shape[2]

    def take(x: te.Tensor) -> te.Tensor:
        return te.compute((1, 1, width), lambda b, _, i: x[b, x.shape[1] - 1, i], name="last")

    return op.tensor_expr_op(take, "last_position", [x])


def gated(gate_up: nn.Tensor, width: int, activation: str) -> nn.Tensor:
    """gate_up (1, rows, 2 * width) -> activation(gate) * up, (1, rows, width). `activation` is silu or gelu."""

    def silu(v: tirx.Expr) -> tirx.Expr:
        return v * te.sigmoid(v)

    def gelu(v: tirx.Expr) -> tirx.Expr:
        # tanh form: v * sigmoid(2 * sqrt(2 / pi) * (v + 0.044715 v^3)); clamped, for exp must not overflow
        one, clamp = tirx.const(1.0, "float32"), tirx.const(60.0, "float32")
        slope, cubic = tirx.const(1.5957691216057308, "float32"), tirx.const(0.044715, "float32")
        z = slope * v * (one + cubic * v * v)
        return v / (one + te.exp(-tirx.max(tirx.min(z, clamp), -clamp)))

    activate = {"silu": silu, "gelu": gelu}[activation]

    def compute(g: te.Tensor) -> te.Tensor:
        return te.compute(
            (g.shape[0], g.shape[1], width),
            lambda b, row, i: activate(g[b, row, i]) * g[b, row, i + width],
            name=activation,
        )

    return op.tensor_expr_op(compute, f"{activation}_mul", [gate_up])
