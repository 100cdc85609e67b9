"""The facts that fix a library: sizes, and how each matrix is quantised."""

from __future__ import annotations

from dataclasses import dataclass, field

from layouts import BY_NAME, Grouped
from refusal import Refusal


@dataclass(frozen=True)
class Shape:
    """One model's shape. Layout names are those of `layouts`; a per-layer tuple has one entry a layer."""

    architecture: str
    layers: int
    hidden: int
    heads: int
    kv_heads: int
    head_dim: int
    ffn: int
    vocabulary: int
    vocabulary_parts: int  # the token table is cut in this many, so that no buffer passes 128 MiB
    rms_epsilon: float
    rope_base: float  # of the layers that see everything
    rope_local_base: float | None = None  # of the layers with a window (gemma3)
    global_every: int | None = None  # every how many layers one sees everything (gemma3)
    window: int | None = None  # positions a local layer sees (gemma3)
    positions: int | None = None  # rows of the rotary table: the library's context (qwen3)
    layouts: dict[str, str | tuple[str, ...]] = field(default_factory=dict)

    def layout(self, matrix: str, layer: int | None = None) -> Grouped:
        """Layout of a matrix (`embed_tokens`, `qkv`, `out`, `gate_up`, `down`) in a layer."""
        entry = self.layouts[matrix]
        return BY_NAME[entry if isinstance(entry, str) else entry[layer or 0]]

    def check(self, context: int) -> None:
        """Refuses what the kernels would compute wrongly."""
        if self.heads % self.kv_heads:
            raise Refusal(f"{self.heads} heads do not divide among {self.kv_heads} key heads")
        if self.head_dim % 32 or self.head_dim > 256:
            raise Refusal(f"a head size of {self.head_dim}: the attention kernels take multiples of 32 up to 256")
        if self.hidden % 32:
            raise Refusal(f"a width of {self.hidden}: the norm kernel takes multiples of 32")
        if self.vocabulary % self.vocabulary_parts:
            raise Refusal(f"{self.vocabulary} tokens cannot be cut in {self.vocabulary_parts} equal parts")
        if self.window is not None and context > self.window:
            raise Refusal(
                f"a context of {context} passes the sliding window of {self.window}: the kernels have no window, "
                "and full attention is exact only within it"
            )
        if self.positions is not None and context != self.positions:
            raise Refusal(f"a context of {context} with a rotary table of {self.positions} positions")
        for matrix, entry in self.layouts.items():
            if not isinstance(entry, str) and len(entry) != self.layers:
                raise Refusal(f"{matrix}: {len(entry)} layouts for {self.layers} layers")
