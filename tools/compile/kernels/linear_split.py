"""y = x W^T (+ residual) for one position, the sum along k split over the threads of a workgroup.

For real GPUs: decoding one token has only n outputs, too few to fill a GPU with a thread each. So 32 columns share a
workgroup of 8 slices of k; neighbouring threads read neighbouring words, and one barrier joins the slices.
"""

from tvm import tirx
from tvm.script import tirx as T

from layouts import Grouped

from .launch import NARROW, PURE, WIDE

SLICES = WIDE // NARROW


def linear_split(layout: Grouped, k: int, n: int, add: bool) -> tirx.PrimFunc:
    """Kernel (x (1, 1, k), q, scale, base, residual, y (1, 1, n)); absent inputs as in `linear_serial`."""
    group, per_word, words = layout.group, layout.codes_per_word, layout.words_per_group
    bits, has_base, offset = layout.bits, layout.has_base, layout.offset
    mask = (1 << bits) - 1
    groups = k // group
    blocks = (n + NARROW - 1) // NARROW
    rounds = (groups + SLICES - 1) // SLICES
    residual_width = n if add else k

    @T.prim_func(s_tir=True, private=True)
    def linear(x: T.handle, q: T.handle, s: T.handle, b: T.handle, r: T.handle, y: T.handle):
        T.func_attr(PURE)
        X = T.match_buffer(x, (1, 1, k), "float32")
        Q = T.match_buffer(q, (k // per_word, n), "uint32")
        S = T.match_buffer(s, (groups, n), "float32")
        B = T.match_buffer(b, (groups, n), "float32")
        R = T.match_buffer(r, (1, 1, residual_width), "float32")
        Y = T.match_buffer(y, (1, 1, n), "float32")
        for bx in T.thread_binding(blocks, thread="blockIdx.x"):
            for ty in T.thread_binding(SLICES, thread="threadIdx.y"):
                for tx in T.thread_binding(NARROW, thread="threadIdx.x"):
                    with T.sblock("linear"):
                        T.reads()
                        T.writes()
                        total = T.sblock_alloc_buffer((1,), "float32", scope="local")
                        dot = T.sblock_alloc_buffer((1,), "float32", scope="local")
                        x_sum = T.sblock_alloc_buffer((1,), "float32", scope="local")
                        word = T.sblock_alloc_buffer((1,), "uint32", scope="local")
                        col = T.sblock_alloc_buffer((1,), "int32", scope="local")
                        parts = T.sblock_alloc_buffer((SLICES, NARROW), "float32", scope="shared")
                        col[0] = T.min(bx * NARROW + tx, n - 1)
                        total[0] = T.float32(0)
                        for i in T.serial(rounds):
                            if i * SLICES + ty < groups:
                                dot[0] = T.float32(0)
                                x_sum[0] = T.float32(0)
                                for w in T.unroll(words):
                                    word[0] = Q[(i * SLICES + ty) * words + w, col[0]]
                                    for e in T.unroll(per_word):
                                        x_sum[0] = x_sum[0] + X[0, 0, (i * SLICES + ty) * group + w * per_word + e]
                                        dot[0] = dot[0] + X[
                                            0, 0, (i * SLICES + ty) * group + w * per_word + e
                                        ] * T.cast(
                                            T.bitwise_and(
                                                T.shift_right(word[0], T.uint32(e * bits)), T.uint32(mask)
                                            ),
                                            "float32",
                                        )
                                if has_base:
                                    total[0] = (
                                        total[0]
                                        + dot[0] * S[i * SLICES + ty, col[0]]
                                        + x_sum[0] * B[i * SLICES + ty, col[0]]
                                    )
                                else:
                                    total[0] = (
                                        total[0]
                                        + (dot[0] - T.float32(offset) * x_sum[0]) * S[i * SLICES + ty, col[0]]
                                    )
                        parts[ty, tx] = total[0]
                        T.tvm_storage_sync("shared")
                        if ty == 0:
                            if bx * NARROW + tx < n:
                                total[0] = T.float32(0)
                                for j in T.unroll(SLICES):
                                    total[0] = total[0] + parts[j, tx]
                                if add:
                                    Y[0, 0, bx * NARROW + tx] = total[0] + R[0, 0, bx * NARROW + tx]
                                else:
                                    Y[0, 0, bx * NARROW + tx] = total[0]

    return linear
