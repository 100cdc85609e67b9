"""Largest logit and the softmax denominator, one wide workgroup."""

from tvm import tirx
from tvm.script import tirx as T

from .launch import PURE, WIDE


def softmax_stats(vocabulary: int) -> tirx.PrimFunc:
    """Kernel (logits (1, 1, vocabulary), temperature (1,), stats (2,)):
    stats = (largest logit, sum of exp((logit - largest) / temperature)).
    """
    per_thread = (vocabulary + WIDE - 1) // WIDE

    @T.prim_func(s_tir=True, private=True)
    def stats(x: T.handle, t: T.handle, y: T.handle):
        T.func_attr(PURE)
        X = T.match_buffer(x, (1, 1, vocabulary), "float32")
        temperature = T.match_buffer(t, (1,), "float32")
        Y = T.match_buffer(y, (2,), "float32")
        for _ in T.thread_binding(1, thread="blockIdx.x"):
            for tx in T.thread_binding(WIDE, thread="threadIdx.x"):
                with T.sblock("stats"):
                    T.reads()
                    T.writes()
                    top = T.sblock_alloc_buffer((1,), "float32", scope="local")
                    mass = T.sblock_alloc_buffer((1,), "float32", scope="local")
                    all_tops = T.sblock_alloc_buffer((WIDE,), "float32", scope="shared")
                    all_masses = T.sblock_alloc_buffer((WIDE,), "float32", scope="shared")
                    top[0] = T.min_value("float32")
                    for i in T.serial(per_thread):
                        if i * WIDE + tx < vocabulary:
                            top[0] = T.max(top[0], X[0, 0, i * WIDE + tx])
                    all_tops[tx] = top[0]
                    T.tvm_storage_sync("shared")
                    for i in T.serial(WIDE):
                        top[0] = T.max(top[0], all_tops[i])
                    mass[0] = T.float32(0)
                    for i in T.serial(per_thread):
                        if i * WIDE + tx < vocabulary:
                            mass[0] = mass[0] + T.exp((X[0, 0, i * WIDE + tx] - top[0]) / temperature[0])
                    all_masses[tx] = mass[0]
                    T.tvm_storage_sync("shared")
                    if tx == 0:
                        mass[0] = T.float32(0)
                        for i in T.serial(WIDE):
                            mass[0] = mass[0] + all_masses[i]
                        Y[0] = top[0]
                        Y[1] = mass[0]

    return stats
