"""Draw one token from the nucleus of a distribution, without sorting it.

web-llm asks for a sort of the whole vocabulary and then walks it. The same set of tokens is found by bisection: the
largest probability threshold whose kept mass still reaches top_p. Ties at the threshold are all kept.
"""

from tvm import tirx
from tvm.script import tirx as T

from .launch import PURE, WIDE

BISECTIONS = 24  # the threshold is then known to 6e-8, a float32's own step below 1
SLACK = 0.99999  # probabilities of a large vocabulary sum to 1 only within this


def sample_top_p(vocabulary: int) -> tirx.PrimFunc:
    """Kernel (probabilities (1, vocabulary), uniform (1,) in [0, 1), row (1,) always 0, top_p (1,), token (1,)).

    The draw goes through the kept tokens in index order, so that one seed gives one answer. A distribution that is
    not a number (a lost device) gives token 0 rather than whatever the memory held.
    """
    per_thread = (vocabulary + WIDE - 1) // WIDE

    @T.prim_func(s_tir=True, private=True)
    def sample(p: T.handle, u: T.handle, r: T.handle, tp: T.handle, o: T.handle):
        T.func_attr(PURE)
        P = T.match_buffer(p, (1, vocabulary), "float32")
        uniform = T.match_buffer(u, (1,), "float32")
        row = T.match_buffer(r, (1,), "int32")
        top_p = T.match_buffer(tp, (1,), "float32")
        token = T.match_buffer(o, (1,), "int32")
        for _ in T.thread_binding(1, thread="blockIdx.x"):
            for tx in T.thread_binding(WIDE, thread="threadIdx.x"):
                with T.sblock("sample"):
                    T.reads(P[0, 0:vocabulary], uniform[0], row[0], top_p[0])
                    T.writes(token[0])
                    masses = T.sblock_alloc_buffer((WIDE,), "float32", scope="shared")
                    low = T.sblock_alloc_buffer((1,), "float32", scope="local")
                    high = T.sblock_alloc_buffer((1,), "float32", scope="local")
                    mine = T.sblock_alloc_buffer((1,), "float32", scope="local")
                    before = T.sblock_alloc_buffer((1,), "float32", scope="local")
                    total = T.sblock_alloc_buffer((1,), "float32", scope="local")
                    found = T.sblock_alloc_buffer((1,), "int32", scope="local")
                    low[0] = T.float32(0)
                    high[0] = T.float32(1)
                    for _step in T.serial(BISECTIONS):
                        mine[0] = T.float32(0)
                        for i in T.serial(per_thread):
                            if i * WIDE + tx < vocabulary:
                                if P[0, i * WIDE + tx] >= (low[0] + high[0]) * T.float32(0.5):
                                    mine[0] = mine[0] + P[0, i * WIDE + tx]
                        masses[tx] = mine[0]
                        T.tvm_storage_sync("shared")
                        total[0] = T.float32(0)
                        for j in T.serial(WIDE):
                            total[0] = total[0] + masses[j]
                        T.tvm_storage_sync("shared")
                        if total[0] >= top_p[0] * T.float32(SLACK):
                            low[0] = (low[0] + high[0]) * T.float32(0.5)
                        else:
                            high[0] = (low[0] + high[0]) * T.float32(0.5)
                    # each thread now owns a run of indices side by side
                    mine[0] = T.float32(0)
                    for i in T.serial(per_thread):
                        if tx * per_thread + i < vocabulary:
                            if P[0, tx * per_thread + i] >= low[0]:
                                mine[0] = mine[0] + P[0, tx * per_thread + i]
                    masses[tx] = mine[0]
                    T.tvm_storage_sync("shared")
                    total[0] = T.float32(0)
                    before[0] = T.float32(0)
                    for j in T.serial(WIDE):
                        if j == tx:
                            before[0] = total[0]
                        total[0] = total[0] + masses[j]
                    high[0] = T.min(uniform[0], T.float32(0.999999)) * total[0]
                    if total[0] > T.float32(0):
                        if before[0] <= high[0]:
                            if high[0] < before[0] + mine[0]:
                                found[0] = 0
                                mine[0] = T.float32(0)
                                for i in T.serial(per_thread):
                                    if tx * per_thread + i < vocabulary:
                                        if P[0, tx * per_thread + i] >= low[0]:
                                            mine[0] = mine[0] + P[0, tx * per_thread + i]
                                            if found[0] == 0:
                                                if high[0] < before[0] + mine[0]:
                                                    found[0] = 1
                                                    token[0] = tx * per_thread + i
                    else:
                        if tx == 0:
                            token[0] = 0

    return sample
