"""Libraries from a shape file, which `npm run libs:shape` writes from the header of a GGUF."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

from architectures.shape import Shape
from kernels.targets import TARGETS
from layouts import BY_NAME
from libraries import Library
from refusal import Refusal

CHUNK = {"gpu": 512, "software": 64}


def libraries_of(path: Path) -> list[Library]:
    """Both targets of the one model that the file describes."""
    try:
        data = json.loads(path.read_text())
        model, quantisation, context, given = (data[name] for name in ("model", "quantisation", "context", "shape"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Refusal(f"{path} is not a shape file: npm run libs:shape writes one ({error})") from None
    shape = shape_of(given)
    return [Library(model, target, shape, quantisation, context, min(CHUNK[target], context)) for target in TARGETS]


def shape_of(given: dict[str, Any]) -> Shape:
    """A shape, with a refusal for names and layouts that the compiler does not know."""
    known = {field.name for field in fields(Shape)}
    unknown = [name for name in given if name not in known]
    if unknown:
        raise Refusal(f"a shape has no {unknown[0]!r}")
    layouts = {name: frozen(entry) for name, entry in given["layouts"].items()}
    used = {name for entry in layouts.values() for name in names_in(entry)}
    wrong = sorted(used - set(BY_NAME))
    if wrong:
        raise Refusal(f"there is no layout {wrong[0]!r}; there are {', '.join(BY_NAME)}")
    return Shape(**{**given, "layouts": layouts})


def frozen(entry: Any) -> Any:
    """JSON's lists as tuples: a name, a name for each layer, or for each tensor of a layer."""
    return tuple(frozen(one) for one in entry) if isinstance(entry, list) else entry


def names_in(entry: Any) -> list[str]:
    """All names, however deep."""
    return [name for one in entry for name in names_in(one)] if isinstance(entry, tuple) else [str(entry)]
