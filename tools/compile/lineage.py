"""Where a library's bytes come from: tools with versions, a digest of every source that decides them, the command."""

from __future__ import annotations

import hashlib
import importlib.metadata
import re
import subprocess
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
COMMAND = "npm run libs:build"
PACKAGES = ("apache-tvm", "apache-tvm-ffi", "ml-dtypes", "numpy")

# Everything that can change a library's bytes; not the reference, the pages, or setup.
SOURCES = (
    "architectures/*.py",
    "compile_library.py",
    "kernels/*.py",
    "layouts/*.py",
    "libraries.py",
    "link.py",
    "metadata.py",
    "passes/*.py",
    "requirements.txt",
    "runtime/*.py",
    "runtime/standins/**/*.cc",
    "runtime/standins/**/*.h",
)


def source_files() -> list[Path]:
    """The files of SOURCES, sorted by path."""
    return sorted({file for pattern in SOURCES for file in HERE.glob(pattern)})


def digest_sources() -> str:
    """SHA-256 over lines of `<sha256>  <path from tools/compile>`, as `sha256sum` prints them, sorted by path."""
    lines = [
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.relative_to(HERE).as_posix()}\n"
        for file in source_files()
    ]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def emscripten_version() -> str:
    """As `emcc` says."""
    said = subprocess.run(["emcc", "--version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"\b(\d+\.\d+\.\d+)\b", said)
    return found[1] if found else "unknown"


def lineage() -> dict[str, Any]:
    """For the `lineage` field of `static/libs/<id>.json`."""
    tools = [{"name": name, "version": importlib.metadata.version(name)} for name in PACKAGES]
    return {
        "command": COMMAND,
        "tools": [*tools, {"name": "emscripten", "version": emscripten_version()}],
        "sources": {"folder": "tools/compile", "files": len(source_files()), "sha256": digest_sources()},
    }
