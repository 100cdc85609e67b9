"""Codes of 4 or 8 bits in groups along k, each group with a scale and perhaps a base.

A matrix of n output rows and k inputs is stored transposed, k first, so that neighbouring threads, which own
neighbouring rows, read neighbouring words:

    q      (k * bits / 32, n)  uint32   first code of a word in its lowest bits
    scale  (k / group, n)      float32
    base   (k / group, n)      float32  only where `has_base`

    weight[row, i] = code * scale + base          with a base
    weight[row, i] = (code - offset) * scale      without
"""

from __future__ import annotations

from dataclasses import dataclass

from refusal import Refusal

WORD_BITS = 32


@dataclass(frozen=True)
class Grouped:
    """One quantised layout."""

    name: str
    bits: int  # of a code
    group: int  # weights along k that share a scale
    has_base: bool
    offset: int  # subtracted from every code where there is no base

    @property
    def codes_per_word(self) -> int:
        """Codes in one uint32."""
        return WORD_BITS // self.bits

    @property
    def words_per_group(self) -> int:
        """Words that hold the codes of one group."""
        return self.group // self.codes_per_word

    def shapes(self, k: int, n: int) -> dict[str, tuple[tuple[int, int], str]]:
        """Arrays of a (n rows, k inputs) matrix: suffix -> (shape, dtype), in the order libraries take them."""
        if k % self.group:
            raise Refusal(f"{self.name}: {k} inputs do not divide into groups of {self.group}")
        groups = ((k // self.group, n), "float32")
        shapes = {"q": ((k * self.bits // WORD_BITS, n), "uint32"), "scale": groups}
        return {**shapes, "base": groups} if self.has_base else shapes


Q4G32 = Grouped("q4g32", bits=4, group=32, has_base=True, offset=0)
Q8G32 = Grouped("q8g32", bits=8, group=32, has_base=False, offset=128)
Q8G16 = Grouped("q8g16", bits=8, group=16, has_base=False, offset=128)
Q8G32B = Grouped("q8g32b", bits=8, group=32, has_base=True, offset=0)

BY_NAME = {layout.name: layout for layout in (Q4G32, Q8G32, Q8G16, Q8G32B)}
