"""Changes to the logits that web-llm asks for by name: bias, penalties, and the mask of a grammar. All in place."""

from tvm import tirx
from tvm.script import tirx as T

from .launch import WIDE


def logit_kernels(vocabulary: int) -> dict[str, tirx.PrimFunc]:
    """The kernels by the names web-llm looks up; logits are (1, vocabulary), `n` is the number of changes."""
    mask_words = (vocabulary + 31) // 32

    @T.prim_func(s_tir=True)
    def bias(l: T.handle, r: T.handle, t: T.handle, v: T.handle):
        T.func_attr({"global_symbol": "apply_logit_bias_inplace", "tirx.noalias": True, "tirx.is_scheduled": True})
        n = T.int32()
        L = T.match_buffer(l, (1, vocabulary), "float32")
        row = T.match_buffer(r, (n,), "int32")
        token = T.match_buffer(t, (n,), "int32")
        value = T.match_buffer(v, (n,), "float32")
        for bx in T.thread_binding((n + WIDE - 1) // WIDE, thread="blockIdx.x"):
            for tx in T.thread_binding(WIDE, thread="threadIdx.x"):
                with T.sblock("bias"):
                    i = T.axis.spatial(n, bx * WIDE + tx)
                    T.where(bx * WIDE + tx < n)
                    T.reads(row[i], token[i], value[i], L[0, 0:vocabulary])
                    T.writes(L[0, 0:vocabulary])
                    L[row[i], token[i]] = L[row[i], token[i]] + value[i]

    @T.prim_func(s_tir=True)
    def penalty(l: T.handle, s: T.handle, r: T.handle, t: T.handle, c: T.handle, p: T.handle):
        T.func_attr({"global_symbol": "apply_penalty_inplace", "tirx.noalias": True, "tirx.is_scheduled": True})
        n = T.int32()
        L = T.match_buffer(l, (1, vocabulary), "float32")
        sequence = T.match_buffer(s, (1,), "int32")
        row = T.match_buffer(r, (n,), "int32")
        token = T.match_buffer(t, (n,), "int32")
        count = T.match_buffer(c, (n,), "int32")
        P = T.match_buffer(p, (1, 3), "float32")  # presence, frequency, repetition
        for bx in T.thread_binding((n + WIDE - 1) // WIDE, thread="blockIdx.x"):
            for tx in T.thread_binding(WIDE, thread="threadIdx.x"):
                with T.sblock("penalty"):
                    i = T.axis.spatial(n, bx * WIDE + tx)
                    T.where(bx * WIDE + tx < n)
                    T.reads(sequence[0], row[i], token[i], count[i], P[0, 0:3], L[0, 0:vocabulary])
                    T.writes(L[0, 0:vocabulary])
                    L[sequence[row[i]], token[i]] = L[sequence[row[i]], token[i]] - (
                        P[0, 0] + T.cast(count[i], "float32") * P[0, 1]
                    )
                    L[sequence[row[i]], token[i]] = T.Select(
                        L[sequence[row[i]], token[i]] < T.float32(0),
                        L[sequence[row[i]], token[i]] * P[0, 2],
                        L[sequence[row[i]], token[i]] / P[0, 2],
                    )

    @T.prim_func(s_tir=True)
    def mask(l: T.handle, s: T.handle, m: T.handle):
        T.func_attr({"global_symbol": "apply_bitmask_inplace", "tirx.noalias": True, "tirx.is_scheduled": True})
        L = T.match_buffer(l, (1, vocabulary), "float32")
        sequence = T.match_buffer(s, (1,), "int32")
        M = T.match_buffer(m, (1, mask_words), "int32")
        for bx in T.thread_binding((vocabulary + WIDE - 1) // WIDE, thread="blockIdx.x"):
            for tx in T.thread_binding(WIDE, thread="threadIdx.x"):
                with T.sblock("mask"):
                    v = T.axis.spatial(vocabulary, bx * WIDE + tx)
                    T.where(bx * WIDE + tx < vocabulary)
                    T.reads(sequence[0], M[0, 0:mask_words], L[0, 0:vocabulary])
                    T.writes(L[0, 0:vocabulary])
                    L[sequence[0], v] = T.Select(
                        T.bitwise_and(T.shift_right(M[sequence[0], v // 32], v % 32), 1) == 1,
                        L[sequence[0], v],
                        T.min_value("float32"),
                    )

    return {"apply_logit_bias_inplace": bias, "apply_penalty_inplace": penalty, "apply_bitmask_inplace": mask}
