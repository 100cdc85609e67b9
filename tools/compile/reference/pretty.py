"""JSON as prettier leaves it, so that a recorded file passes the repository's format check untouched."""

from __future__ import annotations

import json
from typing import Any

WIDTH = 110  # printWidth in .prettierrc


def pretty(value: Any) -> str:
    """A whole file, with its final newline."""
    return _text(value, "", "") + "\n"


def _text(value: Any, indent: str, key: str) -> str:
    """`key` is what stands before the value on its line."""
    inner = indent + "  "
    if isinstance(value, dict) and value:
        names = {name: f"{json.dumps(name)}: " for name in value}
        lines = [inner + names[name] + _text(item, inner, names[name]) for name, item in value.items()]
        return "{\n" + ",\n".join(lines) + f"\n{indent}}}"
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, list) or (_is_plain(value) and len(indent) + len(key) + len(flat) + 1 <= WIDTH):
        return flat
    if _is_plain(value) and all(not isinstance(item, str) for item in value):
        return "[\n" + _filled([json.dumps(item) for item in value], inner) + f"\n{indent}]"
    return "[\n" + ",\n".join(inner + _text(item, inner, "") for item in value) + f"\n{indent}]"


def _is_plain(items: list[Any]) -> bool:
    return not any(isinstance(item, dict | list) for item in items)


def _filled(items: list[str], indent: str) -> str:
    """Numbers side by side, as many to a line as fit."""
    lines = [indent + items[0]]
    for item in items[1:]:
        if len(lines[-1]) + 2 + len(item) + 1 <= WIDTH:
            lines[-1] += f", {item}"
        else:
            lines[-1] += ","
            lines.append(indent + item)
    return "\n".join(lines)
