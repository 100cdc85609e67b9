"""The facts that fix a library: sizes, and how each matrix is quantised."""

from __future__ import annotations

from dataclasses import dataclass, field

from layouts import BY_NAME, Grouped
from refusal import Refusal


Layouts = str | tuple[str | tuple[str, ...], ...]
MOST_PARTS = 8  # a kernel binds at most 10 buffers
HEADS_NORMED = ("gemma3", "qwen3")


@dataclass(frozen=True)
class Shape:
    """One model's shape. Layout names are those of `layouts`. A matrix has one name for all layers, or one entry a
    layer; an entry is a name, or a name for each tensor that is stacked in the matrix (q, k and v; gate and up).
    `head` is among the layouts where the output head is not the token table.
    """

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
    positions: int | None = None  # rows of the rotary table: the library's context (qwen3, or scaled angles)
    head_parts: int | None = None  # as vocabulary_parts, of an output head of its own
    layouts: dict[str, Layouts] = field(default_factory=dict)

    def layout(self, matrix: str, layer: int | None = None) -> Grouped:
        """Layout of a matrix (`embed_tokens`, `head`, `out`, `down`) that is one tensor, in a layer."""
        name = self._entry(matrix, layer or 0)
        if not isinstance(name, str):
            raise Refusal(f"{matrix} is one tensor and has one layout")
        return BY_NAME[name]

    def stack(self, matrix: str, layer: int, tensors: int) -> list[Grouped]:
        """Layout of each tensor that is stacked in a matrix (`qkv`, `gate_up`), in a layer."""
        entry = self._entry(matrix, layer)
        names = [entry] * tensors if isinstance(entry, str) else entry
        if len(names) != tensors:
            raise Refusal(f"{matrix}: {len(names)} layouts for {tensors} tensors in layer {layer}")
        return [BY_NAME[name] for name in names]

    def _entry(self, matrix: str, layer: int) -> str | tuple[str, ...]:
        entry = self.layouts[matrix]
        return entry if isinstance(entry, str) else entry[layer]

    def check(self, context: int) -> None:
        """Refuses what the kernels would compute wrongly."""
        if self.heads % self.kv_heads:
            raise Refusal(f"{self.heads} heads do not divide among {self.kv_heads} key heads")
        if self.head_dim % 32 or self.head_dim > 256:
            raise Refusal(f"a head size of {self.head_dim}: the attention kernels take multiples of 32 up to 256")
        if self.architecture in HEADS_NORMED and self.head_dim % 64:
            raise Refusal(f"a head size of {self.head_dim}: the kernel that norms heads takes multiples of 64")
        if self.hidden % 32:
            raise Refusal(f"a width of {self.hidden}: the norm kernel takes multiples of 32")
        for parts in (self.vocabulary_parts, self.head_parts or 1):
            if self.vocabulary % parts:
                raise Refusal(f"{self.vocabulary} tokens cannot be cut in {parts} equal parts")
            if parts > MOST_PARTS:
                raise Refusal(f"a table in {parts} parts: one kernel joins the scores of at most {MOST_PARTS}")
        if ("head" in self.layouts) != (self.head_parts is not None):
            raise Refusal("an output head of its own needs both a layout and a number of parts")
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
