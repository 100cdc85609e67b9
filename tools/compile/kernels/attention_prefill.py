"""Attention of many new positions, one thread for a (row, head) pair, no workgroup memory and no barrier.

Two kernels with the signatures that TVM's cache installs: `batch_prefill_ragged_kv` among the new positions themselves,
`batch_prefill_paged_kv` over what the cache already held. Both serve one sequence, as web-llm runs them.
"""

from tvm import tirx
from tvm.script import tirx as T

from .attention_decode import LOG2_E, MIN_SCORE, PAGE
from .launch import IN_PLACE, NARROW


def attention_prefill_self(heads: int, kv_heads: int, head_dim: int) -> tirx.PrimFunc:
    """Kernel (q (rows, heads, head_dim), k and v (keys, kv_heads, head_dim), offsets and positions,
    output like q, lse (rows, heads)).
    """
    shared_heads = heads // kv_heads

    @T.prim_func(s_tir=True)
    def prefill(
        q: T.handle,
        qi: T.handle,
        k: T.handle,
        v: T.handle,
        ki: T.handle,
        qrp: T.handle,
        kro: T.handle,
        o: T.handle,
        l: T.handle,
        causal: T.int32,
        rotary_mode: T.int32,
        rope_scale: T.float32,
        rope_theta: T.float32,
        sm_scale: T.float32,
    ):
        T.func_attr(IN_PLACE)
        batch = T.int32()
        rows = T.int32()
        keys = T.int32()
        qi_at = T.int32()
        ki_at = T.int32()
        qrp_at = T.int32()
        kro_at = T.int32()
        Q = T.match_buffer(q, (rows, heads, head_dim), "float32")
        query_begin = T.match_buffer(qi, (batch + 1,), "int32", elem_offset=qi_at)
        K = T.match_buffer(k, (keys, kv_heads, head_dim), "float32")
        V = T.match_buffer(v, (keys, kv_heads, head_dim), "float32")
        key_begin = T.match_buffer(ki, (batch + 1,), "int32", elem_offset=ki_at)
        query_position = T.match_buffer(qrp, (rows,), "int32", elem_offset=qrp_at)
        key_rotation = T.match_buffer(kro, (batch,), "int32", elem_offset=kro_at)
        O = T.match_buffer(o, (rows, heads, head_dim), "float32")
        L = T.match_buffer(l, (rows, heads), "float32")
        for bx in T.thread_binding((rows * heads + NARROW - 1) // NARROW, thread="blockIdx.x"):
            for tx in T.thread_binding(NARROW, thread="threadIdx.x"):
                with T.sblock("attention"):
                    T.reads()
                    T.writes()
                    value = T.sblock_alloc_buffer((head_dim,), "float32", scope="local")
                    query = T.sblock_alloc_buffer((head_dim,), "float32", scope="local")
                    top = T.sblock_alloc_buffer((1,), "float32", scope="local")
                    mass = T.sblock_alloc_buffer((1,), "float32", scope="local")
                    score = T.sblock_alloc_buffer((1,), "float32", scope="local")
                    shrink = T.sblock_alloc_buffer((1,), "float32", scope="local")
                    row = T.sblock_alloc_buffer((1,), "int32", scope="local")
                    head = T.sblock_alloc_buffer((1,), "int32", scope="local")
                    visible = T.sblock_alloc_buffer((1,), "int32", scope="local")
                    if bx * NARROW + tx < rows * heads:
                        # threads side by side take rows side by side: they see about as many keys
                        row[0] = (bx * NARROW + tx) % rows
                        head[0] = (bx * NARROW + tx) // rows
                        for i in T.serial(head_dim):
                            value[i] = T.float32(0)
                            query[i] = Q[row[0], head[0], i] * sm_scale * T.float32(LOG2_E)
                        top[0] = T.float32(MIN_SCORE)
                        mass[0] = T.float32(0)
                        visible[0] = keys
                        if causal > 0:
                            visible[0] = keys - rows + row[0] + 1
                        for j in T.serial(visible[0]):
                            score[0] = T.float32(0)
                            for i in T.serial(head_dim):
                                score[0] = score[0] + query[i] * K[j, head[0] // shared_heads, i]
                            shrink[0] = T.exp2(top[0] - T.max(top[0], score[0]))
                            top[0] = T.max(top[0], score[0])
                            score[0] = T.exp2(score[0] - top[0])
                            mass[0] = mass[0] * shrink[0] + score[0]
                            for i in T.serial(head_dim):
                                value[i] = value[i] * shrink[0] + score[0] * V[j, head[0] // shared_heads, i]
                        for i in T.serial(head_dim):
                            O[row[0], head[0], i] = value[i] / mass[0]
                        L[row[0], head[0]] = top[0] + T.log2(mass[0])

    return prefill


def attention_prefill_cache(heads: int, kv_heads: int, head_dim: int) -> tirx.PrimFunc:
    """Kernel (q (rows, heads, head_dim), query offsets, pages (pages, 2, kv_heads, PAGE, head_dim), page tables,
    positions, output like q, lse (rows, heads)).
    """
    shared_heads = heads // kv_heads

    @T.prim_func(s_tir=True)
    def prefill(
        q: T.handle,
        qi: T.handle,
        kv: T.handle,
        ip: T.handle,
        pv: T.handle,
        li: T.handle,
        kro: T.handle,
        qrp: T.handle,
        o: T.handle,
        l: T.handle,
        causal: T.int32,
        rotary_mode: T.int32,
        rope_scale: T.float32,
        rope_theta: T.float32,
        sm_scale: T.float32,
    ):
        T.func_attr(IN_PLACE)
        batch = T.int32()
        rows = T.int32()
        used_pages = T.int32()
        all_pages = T.int32()
        kv_at = T.int64()
        qi_at = T.int32()
        ip_at = T.int32()
        pv_at = T.int32()
        kro_at = T.int32()
        qrp_at = T.int32()
        li_at = T.int32()
        Q = T.match_buffer(q, (rows, heads, head_dim), "float32")
        query_begin = T.match_buffer(qi, (batch + 1,), "int32", elem_offset=qi_at)
        KV = T.match_buffer(kv, (all_pages, 2, kv_heads, PAGE, head_dim), "float32", elem_offset=kv_at)
        page_begin = T.match_buffer(ip, (batch + 1,), "int32", elem_offset=ip_at)
        page_id = T.match_buffer(pv, (used_pages,), "int32", elem_offset=pv_at)
        key_rotation = T.match_buffer(kro, (batch,), "int32", elem_offset=kro_at)
        query_position = T.match_buffer(qrp, (rows,), "int32", elem_offset=qrp_at)
        O = T.match_buffer(o, (rows, heads, head_dim), "float32")
        L = T.match_buffer(l, (rows, heads), "float32")
        last_page_length = T.match_buffer(li, (batch,), "int32", elem_offset=li_at)
        for bx in T.thread_binding((rows * heads + NARROW - 1) // NARROW, thread="blockIdx.x"):
            for tx in T.thread_binding(NARROW, thread="threadIdx.x"):
                with T.sblock("attention"):
                    T.reads()
                    T.writes()
                    value = T.sblock_alloc_buffer((head_dim,), "float32", scope="local")
                    query = T.sblock_alloc_buffer((head_dim,), "float32", scope="local")
                    top = T.sblock_alloc_buffer((1,), "float32", scope="local")
                    mass = T.sblock_alloc_buffer((1,), "float32", scope="local")
                    score = T.sblock_alloc_buffer((1,), "float32", scope="local")
                    shrink = T.sblock_alloc_buffer((1,), "float32", scope="local")
                    row = T.sblock_alloc_buffer((1,), "int32", scope="local")
                    head = T.sblock_alloc_buffer((1,), "int32", scope="local")
                    visible = T.sblock_alloc_buffer((1,), "int32", scope="local")
                    page = T.sblock_alloc_buffer((1,), "int32", scope="local")
                    if bx * NARROW + tx < rows * heads:
                        row[0] = (bx * NARROW + tx) % rows
                        head[0] = (bx * NARROW + tx) // rows
                        for i in T.serial(head_dim):
                            value[i] = T.float32(0)
                            query[i] = Q[row[0], head[0], i] * sm_scale * T.float32(LOG2_E)
                        top[0] = T.float32(MIN_SCORE)
                        mass[0] = T.float32(0)
                        visible[0] = (page_begin[1] - page_begin[0] - 1) * PAGE + last_page_length[0]
                        if causal > 0:
                            visible[0] = visible[0] - rows + row[0] + 1
                        for j in T.serial(visible[0]):
                            page[0] = page_id[page_begin[0] + j // PAGE]
                            score[0] = T.float32(0)
                            for i in T.serial(head_dim):
                                score[0] = score[0] + query[i] * KV[page[0], 0, head[0] // shared_heads, j % PAGE, i]
                            shrink[0] = T.exp2(top[0] - T.max(top[0], score[0]))
                            top[0] = T.max(top[0], score[0])
                            score[0] = T.exp2(score[0] - top[0])
                            mass[0] = mass[0] * shrink[0] + score[0]
                            for i in T.serial(head_dim):
                                value[i] = (
                                    value[i] * shrink[0]
                                    + score[0] * KV[page[0], 1, head[0] // shared_heads, j % PAGE, i]
                                )
                        for i in T.serial(head_dim):
                            O[row[0], head[0], i] = value[i] / mass[0]
                        L[row[0], head[0]] = top[0] + T.log2(mass[0])

    return prefill
