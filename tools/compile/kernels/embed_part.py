"""Rows of a token table that is cut in so many parts that one kernel could not bind them all: a kernel for each part.

Each writes the tokens from its first on, and keeps what the parts before it found for the rest.
"""

from tvm import tirx
from tvm.script import tirx as T

from layouts import Grouped

from .launch import NARROW, PURE


def embed_part(layout: Grouped, hidden: int, n: int, first: int, factor: float) -> tirx.PrimFunc:
    """Kernel (ids (rows,), q, scale, base, before (rows, hidden), y (rows, hidden)) for tokens `first` to `first + n`.

    Where the layout has no base, `scale` is passed in its place; so it is for `before` where `first` is 0.
    """
    group, per_word, bits = layout.group, layout.codes_per_word, layout.bits
    has_base, offset = layout.has_base, layout.offset
    mask = (1 << bits) - 1
    groups = hidden // group
    blocks = (hidden + NARROW - 1) // NARROW
    before_width = hidden if first else n

    @T.prim_func(s_tir=True, private=True)
    def embed(ids: T.handle, q: T.handle, s: T.handle, b: T.handle, before: T.handle, y: T.handle):
        T.func_attr(PURE)
        rows = T.int32()
        before_rows = T.int32()
        Ids = T.match_buffer(ids, (rows,), "int32")
        Q = T.match_buffer(q, (hidden // per_word, n), "uint32")
        S = T.match_buffer(s, (groups, n), "float32")
        B = T.match_buffer(b, (groups, n), "float32")
        Before = T.match_buffer(before, (before_rows, before_width), "float32")
        Y = T.match_buffer(y, (rows, hidden), "float32")
        for row in T.thread_binding(rows, thread="blockIdx.x"):
            for bx in T.thread_binding(blocks, thread="blockIdx.y"):
                for tx in T.thread_binding(NARROW, thread="threadIdx.x"):
                    with T.sblock("embed"):
                        T.reads()
                        T.writes()
                        i = T.sblock_alloc_buffer((1,), "int32", scope="local")
                        token = T.sblock_alloc_buffer((1,), "int32", scope="local")
                        code = T.sblock_alloc_buffer((1,), "float32", scope="local")
                        i[0] = bx * NARROW + tx
                        if i[0] < hidden:
                            # an id from a broken tokenizer must not reach outside the buffer
                            token[0] = T.max(T.min(Ids[row] - first, n - 1), 0)
                            code[0] = T.cast(
                                T.bitwise_and(
                                    T.shift_right(
                                        Q[i[0] // per_word, token[0]], T.cast((i[0] % per_word) * bits, "uint32")
                                    ),
                                    T.uint32(mask),
                                ),
                                "float32",
                            )
                            if has_base:
                                code[0] = code[0] * S[i[0] // group, token[0]] + B[i[0] // group, token[0]]
                            else:
                                code[0] = (code[0] - T.float32(offset)) * S[i[0] // group, token[0]]
                            if first == 0:
                                Y[row, i[0]] = code[0] * T.float32(factor)
                            else:
                                if Ids[row] >= first:
                                    Y[row, i[0]] = code[0] * T.float32(factor)
                                else:
                                    Y[row, i[0]] = Before[row, i[0]]

    return embed
