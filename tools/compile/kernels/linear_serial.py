"""y = x W^T (+ residual), one thread for a tile of rows and columns, no workgroup memory and no barrier.

For software adapters, where a barrier costs a switch of every invocation. Per group along k it computes
    with a base:     y += scale * sum(code * x) + base * sum(x)
    with an offset:  y += scale * (sum(code * x) - offset * sum(x))
so that scale and base are applied once a group, not once a weight.
"""

from tvm import tirx
from tvm.script import tirx as T

from layouts import Grouped

from .launch import NARROW, PURE


def linear_serial(layout: Grouped, k: int, n: int, add: bool, tile_rows: int, tile_cols: int) -> tirx.PrimFunc:
    """Kernel (x (1, rows, k), q, scale, base, residual, y (1, rows, n)).

    Where the layout has no base, `scale` is passed in its place; where nothing is added, `x` is passed as residual:
    a buffer that the body never reads is not bound on the GPU.
    """
    group, per_word, words = layout.group, layout.codes_per_word, layout.words_per_group
    bits, has_base, offset = layout.bits, layout.has_base, layout.offset
    mask = (1 << bits) - 1
    groups = k // group
    span = NARROW * tile_cols
    blocks = (n + span - 1) // span
    residual_width = n if add else k

    @T.prim_func(s_tir=True, private=True)
    def linear(x: T.handle, q: T.handle, s: T.handle, b: T.handle, r: T.handle, y: T.handle):
        T.func_attr(PURE)
        rows = T.int32()
        X = T.match_buffer(x, (1, rows, k), "float32")
        Q = T.match_buffer(q, (k // per_word, n), "uint32")
        S = T.match_buffer(s, (groups, n), "float32")
        B = T.match_buffer(b, (groups, n), "float32")
        R = T.match_buffer(r, (1, rows, residual_width), "float32")
        Y = T.match_buffer(y, (1, rows, n), "float32")
        for bx in T.thread_binding(blocks, thread="blockIdx.x"):
            for by in T.thread_binding((rows + tile_rows - 1) // tile_rows, thread="blockIdx.y"):
                for tx in T.thread_binding(NARROW, thread="threadIdx.x"):
                    with T.sblock("linear"):
                        T.reads()
                        T.writes()
                        total = T.sblock_alloc_buffer((tile_rows, tile_cols), "float32", scope="local")
                        dot = T.sblock_alloc_buffer((tile_rows, tile_cols), "float32", scope="local")
                        x_sum = T.sblock_alloc_buffer((tile_rows,), "float32", scope="local")
                        x_value = T.sblock_alloc_buffer((tile_rows,), "float32", scope="local")
                        word = T.sblock_alloc_buffer((tile_cols,), "uint32", scope="local")
                        code = T.sblock_alloc_buffer((tile_cols,), "float32", scope="local")
                        col = T.sblock_alloc_buffer((tile_cols,), "int32", scope="local")
                        for c in T.unroll(tile_cols):
                            col[c] = T.min(bx * span + c * NARROW + tx, n - 1)
                        for m in T.unroll(tile_rows):
                            for c in T.unroll(tile_cols):
                                total[m, c] = T.float32(0)
                        for g in T.serial(groups):
                            for m in T.unroll(tile_rows):
                                x_sum[m] = T.float32(0)
                                for c in T.unroll(tile_cols):
                                    dot[m, c] = T.float32(0)
                            for w in T.serial(words):
                                for c in T.unroll(tile_cols):
                                    word[c] = Q[g * words + w, col[c]]
                                for e in T.unroll(per_word):
                                    for c in T.unroll(tile_cols):
                                        code[c] = T.cast(
                                            T.bitwise_and(
                                                T.shift_right(word[c], T.uint32(e * bits)), T.uint32(mask)
                                            ),
                                            "float32",
                                        )
                                    for m in T.unroll(tile_rows):
                                        x_value[m] = X[
                                            0, T.min(by * tile_rows + m, rows - 1), g * group + w * per_word + e
                                        ]
                                        x_sum[m] = x_sum[m] + x_value[m]
                                        for c in T.unroll(tile_cols):
                                            dot[m, c] = dot[m, c] + code[c] * x_value[m]
                            for c in T.unroll(tile_cols):
                                for m in T.unroll(tile_rows):
                                    if has_base:
                                        total[m, c] = total[m, c] + dot[m, c] * S[g, col[c]] + x_sum[m] * B[g, col[c]]
                                    else:
                                        total[m, c] = (
                                            total[m, c] + (dot[m, c] - T.float32(offset) * x_sum[m]) * S[g, col[c]]
                                        )
                        for m in T.unroll(tile_rows):
                            if by * tile_rows + m < rows:
                                for c in T.unroll(tile_cols):
                                    if bx * span + c * NARROW + tx < n:
                                        if add:
                                            Y[0, by * tile_rows + m, col[c]] = (
                                                total[m, c] + R[0, by * tile_rows + m, col[c]]
                                            )
                                        else:
                                            Y[0, by * tile_rows + m, col[c]] = total[m, c]

    return linear
