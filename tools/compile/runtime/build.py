"""Compile the runtime's three objects with emscripten.

The wheel ships the runtime's sources but not every header they include; `standins/` has small ones of ours, written
from how those sources use them. Remote calls and CPU sorting, which no model library uses, are left out.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import tvm
import tvm_ffi

from refusal import Refusal

STANDINS = Path(__file__).resolve().parent / "standins"

# Order matters to no one but the linker's command line, which must be the same each time.
OBJECTS = ("wasm_runtime", "tvmjs_support", "webgpu_runtime")

# Sources that wasm_runtime.cc includes and a model library has no use for.
LEFT_OUT = ("src/runtime/rpc/*.cc", "src/runtime/extra/contrib/sort/sort.cc")

INCLUDES = (".", "include", "3rdparty/tvm-ffi/include", "3rdparty/tvm-ffi/3rdparty/dlpack/include")


def source_tree(home: Path) -> None:
    """Lays out TVM's sources under `home` as its own build expects them, with our stand-ins on top."""
    wheel, ffi = Path(tvm.__file__).parent, Path(tvm_ffi.__file__).parent
    python_only = shutil.ignore_patterns("__pycache__", "*.py", "*.so", "*.pyc")
    for source, target in (
        (wheel / "src" / "runtime", "src/runtime"),
        (wheel / "include" / "tvm", "include/tvm"),
        (wheel / "web" / "emcc", "web/emcc"),
        (ffi / "src", "3rdparty/tvm-ffi/src"),
        (ffi / "include", "3rdparty/tvm-ffi/include"),
        (ffi / "3rdparty" / "dlpack", "3rdparty/tvm-ffi/3rdparty/dlpack"),
    ):
        if not source.is_dir():
            raise Refusal(f"the TVM wheel has no {target}: this build is written for the pinned version")
        shutil.copytree(source, home / target, ignore=python_only)
    for pattern in LEFT_OUT:
        for file in home.glob(pattern):
            file.write_text("")
    shutil.copytree(STANDINS, home, dirs_exist_ok=True)


def build_runtime(home: Path) -> list[Path]:
    """The runtime's objects, built under `home`, which must be empty. Takes about a minute.

    Sources are named relative to `home` and its prefix is mapped away, so that the bytes do not depend on the folder.
    """
    source_tree(home)
    built = []
    for name in OBJECTS:
        output = home / f"{name}.o"
        command = ["emcc", *(f"-I{folder}" for folder in INCLUDES), "-O3", "-std=c++17", "-Wno-ignored-attributes"]
        command += [f"-ffile-prefix-map={home}=.", "-c", f"web/emcc/{name}.cc", "-o", output.name]
        done = subprocess.run(command, cwd=home, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise Refusal(f"emscripten could not compile {name}.cc:\n{done.stderr.strip()}")
        built.append(output)
    return built
