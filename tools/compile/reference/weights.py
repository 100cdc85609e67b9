"""A GGUF as float32 arrays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gguf
import numpy as np

Array = np.ndarray[Any, np.dtype[np.float32]]


class Weights:
    """Metadata by key, and tensors by name, decoded when asked for and kept."""

    def __init__(self, file: Path) -> None:
        self._reader = gguf.GGUFReader(file)
        self._tensors = {tensor.name: tensor for tensor in self._reader.tensors}
        self._decoded: dict[str, Array] = {}

    def fact(self, key: str) -> Any:
        """A metadata value; None where the file has no such key."""
        field = self._reader.fields.get(key)
        return None if field is None else field.contents()

    def tensor(self, name: str) -> Array:
        """A tensor as float32: (rows, inputs) for a matrix, (width,) for a norm."""
        if name not in self._decoded:
            stored = self._tensors[name]
            self._decoded[name] = gguf.quants.dequantize(stored.data, stored.tensor_type).astype(np.float32, copy=False)
        return self._decoded[name]
