"""y = x / rms(x) * weight (+ residual), one narrow workgroup a row."""

from tvm import tirx
from tvm.script import tirx as T

from .launch import NARROW, PURE


def rms_norm(width: int, epsilon: float, add: bool) -> tirx.PrimFunc:
    """Kernel (x (1, rows, width), weight (width,), residual (1, rows, width), y (1, rows, width)).

    The residual is added after the norm (Gemma 3); where nothing is added, `x` is passed in its place, unread.
    """

    @T.prim_func(s_tir=True, private=True)
    def norm(x: T.handle, w: T.handle, r: T.handle, y: T.handle):
        T.func_attr(PURE)
        rows = T.int32()
        X = T.match_buffer(x, (1, rows, width), "float32")
        W = T.match_buffer(w, (width,), "float32")
        R = T.match_buffer(r, (1, rows, width), "float32")
        Y = T.match_buffer(y, (1, rows, width), "float32")
        for row in T.thread_binding(rows, thread="blockIdx.x"):
            for tx in T.thread_binding(NARROW, thread="threadIdx.x"):
                with T.sblock("norm"):
                    T.reads()
                    T.writes()
                    total = T.sblock_alloc_buffer((1,), "float32", scope="local")
                    parts = T.sblock_alloc_buffer((NARROW,), "float32", scope="shared")
                    total[0] = T.float32(0)
                    for i in T.serial(width // NARROW):
                        total[0] = total[0] + X[0, row, i * NARROW + tx] * X[0, row, i * NARROW + tx]
                    parts[tx] = total[0]
                    T.tvm_storage_sync("shared")
                    total[0] = T.float32(0)
                    for i in T.serial(NARROW):
                        total[0] = total[0] + parts[i]
                    total[0] = T.float32(1) / T.sqrt(total[0] / T.float32(width) + T.float32(epsilon))
                    for i in T.serial(width // NARROW):
                        if add:
                            Y[0, row, i * NARROW + tx] = (
                                R[0, row, i * NARROW + tx]
                                + X[0, row, i * NARROW + tx] * total[0] * W[i * NARROW + tx]
                            )
                        else:
                            Y[0, row, i * NARROW + tx] = X[0, row, i * NARROW + tx] * total[0] * W[i * NARROW + tx]

    return norm
