"""What web-llm 0.2.86 calls in every model library, whatever the architecture inside.

`embed`, `prefill`, `decode`, `create_tir_paged_kv_cache` and the three sampling steps; their shapes are in `spec`.
"""

from __future__ import annotations

from tvm import relax, te, tirx
from tvm.relax.frontend import nn
from tvm.relax.frontend.nn import op
from tvm.relax.frontend.nn.llm.kv_cache import PagedKVCache, RopeMode, TIRPagedKVCache
from tvm.target import Target

from kernels.sample import sample_top_p
from kernels.sets import AttentionShape, KernelSet
from kernels.softmax import softmax_stats

from .modules import RmsNorm, TokenTable, last_position
from .shape import Shape


class Decoder(nn.Module):
    """Token table, blocks, final norm, and an output head where the table is not also that. A subclass adds its blocks and says how they run."""

    rope_mode = RopeMode.NONE  # NORMAL lets the cache rotate q and k
    embedding_factor = 1.0

    def __init__(self, shape: Shape, kernels: KernelSet) -> None:
        super().__init__()
        self.shape = shape
        self.embed_tokens = TokenTable(shape, kernels, "embed_tokens", shape.vocabulary_parts)
        self.layers = nn.ModuleList([self.block(shape, kernels, layer) for layer in range(shape.layers)])
        self.norm = RmsNorm(shape.hidden, shape.rms_epsilon)
        self.head = None if shape.head_parts is None else TokenTable(shape, kernels, "head", shape.head_parts)

    def block(self, shape: Shape, kernels: KernelSet, layer: int) -> nn.Module:
        """One transformer block."""
        raise NotImplementedError

    def blocks(self, x: nn.Tensor, cache: PagedKVCache) -> nn.Tensor:
        """All blocks: x (1, rows, hidden) -> the same shape."""
        raise NotImplementedError

    @property
    def attention(self) -> AttentionShape:
        """Heads, for the kernels of the cache."""
        return AttentionShape(self.shape.heads, self.shape.kv_heads, self.shape.head_dim)

    def embed(self, input_ids: nn.Tensor) -> nn.Tensor:
        """input_ids (rows,) -> (rows, hidden)."""
        return self.embed_tokens(input_ids, self.embedding_factor)

    def prefill(self, input_embed: nn.Tensor, kv_cache: PagedKVCache) -> tuple[nn.Tensor, PagedKVCache]:
        """input_embed (1, rows, hidden) -> logits of the last row, (1, 1, vocabulary)."""
        return self._run(input_embed, kv_cache)

    def decode(self, input_embed: nn.Tensor, kv_cache: PagedKVCache) -> tuple[nn.Tensor, PagedKVCache]:
        """input_embed (1, 1, hidden) -> logits (1, 1, vocabulary)."""
        return self._run(input_embed, kv_cache)

    def _run(self, x: nn.Tensor, cache: PagedKVCache) -> tuple[nn.Tensor, PagedKVCache]:
        head = self.embed_tokens if self.head is None else self.head
        return head.logits(self.norm(last_position(self.blocks(x, cache)))), cache

    def create_tir_paged_kv_cache(
        self,
        max_batch_size: tirx.Var,
        max_total_seq_len: tirx.Var,
        prefill_chunk_size: tirx.Var,
        page_size: tirx.Var,
        support_sliding_window: tirx.Var,
    ) -> PagedKVCache:
        """A cache of float32 keys and values in pages, for one sequence."""
        shape = self.shape
        return TIRPagedKVCache(
            attn_kind="mha",
            max_batch_size=max_batch_size,
            max_total_seq_len=max_total_seq_len,
            prefill_chunk_size=prefill_chunk_size,
            page_size=page_size,
            support_sliding_window=support_sliding_window,
            layer_partition=relax.ShapeExpr([0, shape.layers]),
            num_hidden_layers=shape.layers,
            num_attention_heads=shape.heads,
            num_key_value_heads=shape.kv_heads,
            qk_head_dim=shape.head_dim,
            v_head_dim=shape.head_dim,
            mla_original_qk_head_dim=0,
            mla_original_v_head_dim=0,
            rope_mode=self.rope_mode,
            rope_scale=1,
            rope_theta=shape.rope_base,
            rope_scaling={},
            rope_ext_factors=relax.prim_value(0),
            rotary_dim=shape.head_dim,
            enable_disaggregation=False,
            dtype="float32",
            target=Target.current(),
        )

    def softmax_with_temperature(self, logits: nn.Tensor, temperature: nn.Tensor) -> nn.Tensor:
        """logits (1, 1, vocabulary), temperature (1,) -> probabilities (1, 1, vocabulary)."""
        size = self.shape.vocabulary
        stats = op.tensor_ir_op(
            softmax_stats(size), "softmax_stats", [logits, temperature], nn.Tensor.placeholder((2,), "float32")
        )

        def probabilities(x: te.Tensor, t: te.Tensor, s: te.Tensor) -> te.Tensor:
            return te.compute((1, 1, size), lambda b, r, v: te.exp((x[b, r, v] - s[0]) / t[0]) / s[1], name="softmax")

        return op.tensor_expr_op(probabilities, "softmax", [logits, temperature, stats])

    def argsort_probs(self, probs: nn.Tensor) -> tuple[nn.Tensor, nn.Tensor]:
        """probs (1, vocabulary) -> (probs, unused (1, 1)). Nothing is sorted: `sample_top_p` needs no order."""

        def unused(_: te.Tensor) -> te.Tensor:
            return te.compute((1, 1), lambda i, j: tirx.const(0, "int32"), name="unused")

        return probs, op.tensor_expr_op(unused, "no_sort", [probs])

    def sample_with_top_p(
        self,
        sorted_probs: nn.Tensor,
        sorted_indices: nn.Tensor,
        uniform_samples: nn.Tensor,
        sample_indices: nn.Tensor,
        top_p: nn.Tensor,
    ) -> nn.Tensor:
        """Probabilities as `argsort_probs` gives them -> one token id, (1,)."""
        args = [sorted_probs, uniform_samples, sample_indices, top_p]
        kernel = sample_top_p(self.shape.vocabulary)
        return op.tensor_ir_op(kernel, "sample_top_p", args, nn.Tensor.placeholder((1,), "int32"))

    def spec(self) -> nn.spec.ModuleSpec:
        """Names, argument names and shapes of the library's functions."""
        hidden, vocabulary = self.shape.hidden, self.shape.vocabulary
        cache = nn.spec.Object(object_type=PagedKVCache)
        with_weights = {"param_mode": "packed", "effect_mode": "none"}
        without = {"param_mode": "none", "effect_mode": "none"}

        def f32(*shape: int | str) -> nn.spec.Tensor:
            return nn.spec.Tensor(list(shape), "float32")

        def i32(*shape: int | str) -> nn.spec.Tensor:
            return nn.spec.Tensor(list(shape), "int32")

        functions = {
            "embed": {"input_ids": i32("rows"), "$": with_weights},
            "prefill": {"input_embed": f32(1, "rows", hidden), "kv_cache": cache, "$": with_weights},
            "decode": {"input_embed": f32(1, 1, hidden), "kv_cache": cache, "$": with_weights},
            "create_tir_paged_kv_cache": {
                "max_batch_size": int,
                "max_total_seq_len": int,
                "prefill_chunk_size": int,
                "page_size": int,
                "support_sliding_window": int,
                "$": without,
            },
            "softmax_with_temperature": {"logits": f32(1, 1, vocabulary), "temperature": f32(1), "$": without},
            "argsort_probs": {"probs": f32(1, vocabulary), "$": without},
            "sample_with_top_p": {
                "sorted_probs": f32(1, vocabulary),
                "sorted_indices": i32(1, 1),
                "uniform_samples": f32(1),
                "sample_indices": i32(1),
                "top_p": f32(1),
                "$": without,
            },
        }
        return nn.spec.ModuleSpec.from_raw(functions, self)
