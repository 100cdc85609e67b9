"""Models as TVM sees them. One file an architecture; what they share is in modules.py and decoder.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from refusal import Refusal

if TYPE_CHECKING:
    from kernels.sets import KernelSet

    from .decoder import Decoder
    from .shape import Shape


def build(shape: Shape, kernels: KernelSet) -> Decoder:
    """The decoder for a shape, in the architecture the shape names."""
    from .gemma3 import Gemma3
    from .llama import Llama
    from .qwen import Qwen2, Qwen3

    known: dict[str, type[Decoder]] = {"llama": Llama, "gemma3": Gemma3, "qwen2": Qwen2, "qwen3": Qwen3}
    if shape.architecture not in known:
        raise Refusal(f"architecture {shape.architecture!r} is not one of {', '.join(known)}")
    return known[shape.architecture](shape, kernels)
