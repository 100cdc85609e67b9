"""Executable and runtime objects -> one `.wasm` that web-llm instantiates."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import tvm

from refusal import Refusal

# What TVM's JavaScript side expects of a module: no main, 64-bit integers as BigInt, memory that grows from 160 MB, and
# imports that only JavaScript defines.
SETTINGS = (
    "WASM_BIGINT=1",
    "ERROR_ON_UNDEFINED_SYMBOLS=0",
    "STANDALONE_WASM=1",
    "ALLOW_MEMORY_GROWTH=1",
    "TOTAL_MEMORY=160MB",
)


def linker(runtime: list[Path], folder: Path) -> Callable[..., None]:
    """A link step for TVM's `export_library`. It runs in `folder`, and names its inputs relative to it."""

    def link(output: str, objects: list[str]) -> None:
        names = [os.path.relpath(file, folder) for file in [*runtime, *objects]]
        settings = [argument for setting in SETTINGS for argument in ("-s", setting)]
        command = ["emcc", "-O3", "-std=c++17", "--no-entry", *settings, "-o", output, *names]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise Refusal(f"emscripten could not link {output}:\n{done.stderr.strip()}")

    link.object_format = "o"  # type: ignore[attr-defined]  # read by TVM
    return link


def link_library(executable: tvm.runtime.Executable, runtime: list[Path], folder: Path) -> bytes:
    """The bytes of the `.wasm`; intermediate files stay in `folder`, which must be empty."""
    executable.export_library("library.wasm", fcompile=linker(runtime, folder), workspace_dir=str(folder))
    return (folder / "library.wasm").read_bytes()
