"""Gemma 3's and Qwen3's step between the q, k, v projection and attention: RMS norm of each q and k head, then rotation.

Cosine and sine come from a table among the weights, since WGSL promises no accuracy for them outside [-pi, pi].
"""

from tvm import tirx
from tvm.script import tirx as T

from .launch import NARROW, PURE


def qk_norm_rope(heads: int, kv_heads: int, head_dim: int, epsilon: float, context: int) -> tirx.PrimFunc:
    """Kernel (x (1, rows, all_heads * head_dim), q_norm (head_dim,), k_norm (head_dim,), positions (rows,),
    table (context, 2, head_dim / 2), y like x). The halves of a head rotate against each other; v heads go through.
    """
    half = head_dim // 2
    all_heads = heads + 2 * kv_heads

    @T.prim_func(s_tir=True, private=True)
    def kernel(x: T.handle, gq: T.handle, gk: T.handle, p: T.handle, rope: T.handle, y: T.handle):
        T.func_attr(PURE)
        rows = T.int32()
        X = T.match_buffer(x, (1, rows, all_heads * head_dim), "float32")
        GQ = T.match_buffer(gq, (head_dim,), "float32")
        GK = T.match_buffer(gk, (head_dim,), "float32")
        P = T.match_buffer(p, (rows,), "int32")
        C = T.match_buffer(rope, (context, 2, half), "float32")
        Y = T.match_buffer(y, (1, rows, all_heads * head_dim), "float32")
        for row in T.thread_binding(rows, thread="blockIdx.x"):
            for head in T.thread_binding(all_heads, thread="blockIdx.y"):
                for tx in T.thread_binding(NARROW, thread="threadIdx.x"):
                    with T.sblock("qk_norm_rope"):
                        T.reads()
                        T.writes()
                        scale = T.sblock_alloc_buffer((1,), "float32", scope="local")
                        low = T.sblock_alloc_buffer((1,), "float32", scope="local")
                        high = T.sblock_alloc_buffer((1,), "float32", scope="local")
                        parts = T.sblock_alloc_buffer((NARROW,), "float32", scope="shared")
                        scale[0] = T.float32(0)
                        for i in T.serial(head_dim // NARROW):
                            low[0] = X[0, row, head * head_dim + i * NARROW + tx]
                            scale[0] = scale[0] + low[0] * low[0]
                        parts[tx] = scale[0]
                        T.tvm_storage_sync("shared")
                        scale[0] = T.float32(0)
                        for i in T.serial(NARROW):
                            scale[0] = scale[0] + parts[i]
                        scale[0] = T.float32(1) / T.sqrt(scale[0] / T.float32(head_dim) + T.float32(epsilon))
                        for i in T.serial(half // NARROW):
                            low[0] = X[0, row, head * head_dim + i * NARROW + tx]
                            high[0] = X[0, row, head * head_dim + half + i * NARROW + tx]
                            if head < heads + kv_heads:
                                if head < heads:
                                    low[0] = low[0] * scale[0] * GQ[i * NARROW + tx]
                                    high[0] = high[0] * scale[0] * GQ[half + i * NARROW + tx]
                                else:
                                    low[0] = low[0] * scale[0] * GK[i * NARROW + tx]
                                    high[0] = high[0] * scale[0] * GK[half + i * NARROW + tx]
                                Y[0, row, head * head_dim + i * NARROW + tx] = (
                                    low[0] * C[P[row], 0, i * NARROW + tx] - high[0] * C[P[row], 1, i * NARROW + tx]
                                )
                                Y[0, row, head * head_dim + half + i * NARROW + tx] = (
                                    high[0] * C[P[row], 0, i * NARROW + tx] + low[0] * C[P[row], 1, i * NARROW + tx]
                                )
                            else:
                                Y[0, row, head * head_dim + i * NARROW + tx] = low[0]
                                Y[0, row, head * head_dim + half + i * NARROW + tx] = high[0]

    return kernel
