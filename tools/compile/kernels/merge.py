"""Join two partial attentions over the same queries, in place.

TVM's own kernel lets many threads of a head read the old log-sum-exp while one of them has already stored the new one,
with no barrier in between: right where 16 or 32 threads run in step, wrong on narrower machines, where every prefill
that follows earlier tokens then gives wrong text. It also drops heads when heads * head_dim / 4 passes 256 and heads
is odd. Here one thread owns a (row, head) pair, so that nobody reads what another writes.
"""

from tvm import tirx
from tvm.script import tirx as T

from .launch import IN_PLACE, NARROW


def merge_attention(heads: int, head_dim: int) -> tirx.PrimFunc:
    """Kernel (v (rows, heads, head_dim), s (rows, heads), v_other, s_other): v and s become the joined attention.

    s is the log-sum-exp of the scores in base 2, as TVM's attention kernels give it.
    """

    @T.prim_func(s_tir=True)
    def merge(v: T.handle, s: T.handle, v_other: T.handle, s_other: T.handle):
        T.func_attr(IN_PLACE)
        rows = T.int32()
        V = T.match_buffer(v, (rows, heads, head_dim), "float32")
        S = T.match_buffer(s, (rows, heads), "float32")
        V_other = T.match_buffer(v_other, (rows, heads, head_dim), "float32")
        S_other = T.match_buffer(s_other, (rows, heads), "float32")
        for bx in T.thread_binding((rows * heads + NARROW - 1) // NARROW, thread="blockIdx.x"):
            for tx in T.thread_binding(NARROW, thread="threadIdx.x"):
                with T.sblock("merge"):
                    T.reads()
                    T.writes()
                    top = T.sblock_alloc_buffer((1,), "float32", scope="local")
                    mass = T.sblock_alloc_buffer((1,), "float32", scope="local")
                    mine = T.sblock_alloc_buffer((1,), "float32", scope="local")
                    other = T.sblock_alloc_buffer((1,), "float32", scope="local")
                    row = T.sblock_alloc_buffer((1,), "int32", scope="local")
                    head = T.sblock_alloc_buffer((1,), "int32", scope="local")
                    if bx * NARROW + tx < rows * heads:
                        row[0] = (bx * NARROW + tx) // heads
                        head[0] = (bx * NARROW + tx) % heads
                        top[0] = T.max(S[row[0], head[0]], S_other[row[0], head[0]])
                        mine[0] = T.exp2(S[row[0], head[0]] - top[0])
                        other[0] = T.exp2(S_other[row[0], head[0]] - top[0])
                        mass[0] = mine[0] + other[0]
                        S[row[0], head[0]] = top[0] + T.log2(mass[0])
                        for i in T.serial(head_dim):
                            V[row[0], head[0], i] = (
                                V[row[0], head[0], i] * mine[0] + V_other[row[0], head[0], i] * other[0]
                            ) / mass[0]

    return merge
