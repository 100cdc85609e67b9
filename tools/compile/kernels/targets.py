"""The two machines a library is compiled for."""

from typing import Literal

Target = Literal["gpu", "software"]
TARGETS: tuple[Target, ...] = ("gpu", "software")
