"""The libraries this compiler builds: a model's shape, once for each target."""

from __future__ import annotations

from dataclasses import dataclass

from architectures.shape import Shape
from kernels.targets import TARGETS, Target


@dataclass(frozen=True)
class Library:
    """One `.wasm`: its id is the name of its files."""

    model: str
    target: Target
    shape: Shape
    quantisation: str  # of the GGUF it was made for, as its publisher names it
    context: int  # positions
    prefill_chunk: int  # positions in one prefill step: the unit of stopping, and of memory

    @property
    def id(self) -> str:
        """Name of the library and of its files."""
        return f"{self.model}-{self.target}"


SMOLLM2_135M = Shape(
    architecture="llama",
    layers=30,
    hidden=576,
    heads=9,
    kv_heads=3,
    head_dim=64,
    ffn=1536,
    vocabulary=49152,
    vocabulary_parts=1,
    rms_epsilon=1e-5,
    rope_base=100000.0,
    layouts={"embed_tokens": "q8g32", "qkv": "q4g32", "out": "q4g32", "gate_up": "q4g32", "down": "q4g32"},
)

# Where the publisher's file keeps Q6_K in `ffn_down`; the other layers have Q4_K.
_GEMMA3_270M_DOWN_Q6_K = {0, 1, 4, 7, 10, 13, 15, 16, 17}

GEMMA3_270M = Shape(
    architecture="gemma3",
    layers=18,
    hidden=640,
    heads=4,
    kv_heads=1,
    head_dim=256,
    ffn=2048,
    vocabulary=262144,
    vocabulary_parts=2,
    rms_epsilon=1e-6,
    rope_base=1000000.0,
    rope_local_base=10000.0,
    global_every=6,
    window=512,
    layouts={
        "embed_tokens": "q8g32",
        "qkv": "q8g32",
        "out": "q4g32",
        "gate_up": "q8g32",
        "down": tuple("q8g16" if layer in _GEMMA3_270M_DOWN_Q6_K else "q4g32" for layer in range(18)),
    },
)

# A software adapter prefills about 10 positions a second: a short chunk, so that a stop is heard within seconds.
_PREFILL_CHUNK: dict[Target, int] = {"gpu": 512, "software": 64}

LIBRARIES = tuple(
    Library(model, target, shape, quantisation, context, _PREFILL_CHUNK[target])
    for model, shape, quantisation, context in (
        ("smollm2-135m", SMOLLM2_135M, "Q4_1", 2048),
        ("gemma3-270m", GEMMA3_270M, "Q4_K_M", 512),
    )
    for target in TARGETS
)
