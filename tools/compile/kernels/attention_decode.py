"""Attention of one new position over the paged cache, with a single barrier.

Same signature as the kernel that TVM's cache installs (`batch_decode_paged_kv`). Every thread walks whole keys with an
online softmax; one barrier joins the threads. TVM's own passes a barrier for every tile of keys.
"""

from tvm import tirx
from tvm.script import tirx as T

from .launch import IN_PLACE, NARROW, SHARED_FLOATS

PAGE = 16  # positions in a page of the cache, as web-llm asks for
LOG2_E = 1.4426950408889634  # scores are kept in base 2, as the cache's merge step expects
MIN_SCORE = -50000.0  # below any real score


def attention_decode(heads: int, kv_heads: int, head_dim: int) -> tirx.PrimFunc:
    """Kernel (q (batch, heads, head_dim), pages (pages, 2, kv_heads, PAGE, head_dim), page tables and lengths,
    output like q, lse (batch, heads)); the rotary arguments are unused, since keys are rotated when they are stored.
    """
    shared_heads = heads // kv_heads
    threads = min(NARROW, SHARED_FLOATS // 2 // head_dim)  # half of the memory, to leave room for two workgroups

    @T.prim_func(s_tir=True)
    def decode(
        q: T.handle,
        kv: T.handle,
        ip: T.handle,
        pv: T.handle,
        li: T.handle,
        kro: T.handle,
        qrp: T.handle,
        o: T.handle,
        l: T.handle,
        rotary_mode: T.int32,
        rope_scale: T.float32,
        rope_theta: T.float32,
        sm_scale: T.float32,
    ):
        T.func_attr(IN_PLACE)
        batch = T.int32()
        used_pages = T.int32()
        all_pages = T.int32()
        kv_at = T.int64()
        ip_at = T.int32()
        pv_at = T.int32()
        kro_at = T.int32()
        qrp_at = T.int32()
        li_at = T.int32()
        Q = T.match_buffer(q, (batch, heads, head_dim), "float32")
        KV = T.match_buffer(kv, (all_pages, 2, kv_heads, PAGE, head_dim), "float32", elem_offset=kv_at)
        page_begin = T.match_buffer(ip, (batch + 1,), "int32", elem_offset=ip_at)
        page_id = T.match_buffer(pv, (used_pages,), "int32", elem_offset=pv_at)
        key_rotation = T.match_buffer(kro, (batch,), "int32", elem_offset=kro_at)
        query_position = T.match_buffer(qrp, (batch,), "int32", elem_offset=qrp_at)
        O = T.match_buffer(o, (batch, heads, head_dim), "float32")
        L = T.match_buffer(l, (batch, heads), "float32")
        last_page_length = T.match_buffer(li, (batch,), "int32", elem_offset=li_at)
        for b in T.thread_binding(batch, thread="blockIdx.x"):
            for h in T.thread_binding(heads, thread="blockIdx.y"):
                for tx in T.thread_binding(threads, thread="threadIdx.x"):
                    with T.sblock("attention"):
                        T.reads()
                        T.writes()
                        value = T.sblock_alloc_buffer((head_dim,), "float32", scope="local")
                        top = T.sblock_alloc_buffer((1,), "float32", scope="local")
                        mass = T.sblock_alloc_buffer((1,), "float32", scope="local")
                        score = T.sblock_alloc_buffer((1,), "float32", scope="local")
                        shrink = T.sblock_alloc_buffer((1,), "float32", scope="local")
                        keys = T.sblock_alloc_buffer((1,), "int32", scope="local")
                        page = T.sblock_alloc_buffer((1,), "int32", scope="local")
                        all_tops = T.sblock_alloc_buffer((threads,), "float32", scope="shared")
                        all_masses = T.sblock_alloc_buffer((threads,), "float32", scope="shared")
                        all_values = T.sblock_alloc_buffer((threads, head_dim), "float32", scope="shared")
                        for i in T.serial(head_dim):
                            value[i] = T.float32(0)
                        top[0] = T.float32(MIN_SCORE)
                        mass[0] = T.float32(0)
                        keys[0] = (page_begin[b + 1] - page_begin[b] - 1) * PAGE + last_page_length[b]
                        for step in T.serial((keys[0] + threads - 1) // threads):
                            if step * threads + tx < keys[0]:
                                page[0] = page_id[page_begin[b] + (step * threads + tx) // PAGE]
                                score[0] = T.float32(0)
                                for i in T.serial(head_dim):
                                    score[0] = (
                                        score[0]
                                        + Q[b, h, i]
                                        * KV[page[0], 0, h // shared_heads, (step * threads + tx) % PAGE, i]
                                    )
                                score[0] = score[0] * sm_scale * T.float32(LOG2_E)
                                shrink[0] = T.exp2(top[0] - T.max(top[0], score[0]))
                                top[0] = T.max(top[0], score[0])
                                score[0] = T.exp2(score[0] - top[0])
                                mass[0] = mass[0] * shrink[0] + score[0]
                                for i in T.serial(head_dim):
                                    value[i] = (
                                        value[i] * shrink[0]
                                        + score[0]
                                        * KV[page[0], 1, h // shared_heads, (step * threads + tx) % PAGE, i]
                                    )
                        all_tops[tx] = top[0]
                        all_masses[tx] = mass[0]
                        for i in T.serial(head_dim):
                            all_values[tx, i] = value[i]
                        T.tvm_storage_sync("shared")
                        for j in T.serial(threads):
                            top[0] = T.max(top[0], all_tops[j])
                        mass[0] = T.float32(0)
                        for j in T.serial(threads):
                            mass[0] = mass[0] + all_masses[j] * T.exp2(all_tops[j] - top[0])
                        for i in T.serial(head_dim // threads):
                            score[0] = T.float32(0)
                            for j in T.serial(threads):
                                score[0] = score[0] + all_values[j, i * threads + tx] * T.exp2(all_tops[j] - top[0])
                            O[b, h, i * threads + tx] = score[0] / mass[0]
                        if tx == 0:
                            L[b, h] = top[0] + T.log2(mass[0])

    return decode
