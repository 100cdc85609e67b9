"""Build libraries into a folder, or build them again and compare."""

from __future__ import annotations

import gzip
import hashlib
import json
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from compile_library import compile_library
from libraries import LIBRARIES, Library
from lineage import lineage
from link import link_library
from metadata import beside
from refusal import Refusal
from runtime.build import build_runtime
from shape_file import libraries_of

ROOT = Path(__file__).resolve().parents[2]
COMMITTED = ROOT / "static" / "libs"
OWN = ROOT / "src" / "lib" / "gguf" / "own-libraries.json"
NUMBERS = (
    "target",
    "architecture",
    "layers",
    "hidden",
    "heads",
    "kvHeads",
    "headDim",
    "ffn",
    "vocabulary",
    "rmsEpsilon",
    "ropeBase",
    "ropeLocal",
    "ropeGlobal",
    "globalEvery",
    "contextTokens",
    "prefillChunk",
)


def chosen(ids: list[str]) -> list[Library]:
    """Libraries by id, or all of them."""
    by_id = {library.id: library for library in LIBRARIES}
    unknown = [id_ for id_ in ids if id_ not in by_id]
    if unknown:
        raise Refusal(f"no library {unknown[0]!r}; there are {', '.join(by_id)}")
    return [by_id[id_] for id_ in ids] or list(LIBRARIES)


def digest(data: bytes) -> dict[str, Any]:
    """Length in bytes and SHA-256."""
    return {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def builds(libraries: list[Library]) -> Iterator[tuple[Library, bytes, dict[str, Any]]]:
    """Each library with its wasm and the facts beside it, built in a fresh temporary folder."""
    with tempfile.TemporaryDirectory(prefix="haversack-libs-") as name:
        folder = Path(name).resolve()
        started = time.monotonic()
        runtime = build_runtime(folder / "runtime")
        print(f"libs: runtime built in {time.monotonic() - started:.0f} s", flush=True)
        for library in libraries:
            started = time.monotonic()
            executable, params = compile_library(library)
            work = folder / library.id
            work.mkdir()
            wasm = link_library(executable, runtime, work)
            print(f"libs: {library.id} built in {time.monotonic() - started:.0f} s", flush=True)
            yield library, wasm, beside(library, params)


def build_into(folder: Path, ids: list[str], shape: Path | None = None) -> None:
    """Writes `<id>.wasm.gz` and `<id>.json` for each library; with a shape file, for its two."""
    libraries = chosen(ids) if shape is None else libraries_of(shape)
    folder.mkdir(parents=True, exist_ok=True)
    for library, wasm, facts in builds(libraries):
        packed = gzip.compress(wasm, compresslevel=9, mtime=0)
        record = {**facts, "wasm": digest(wasm), "gz": digest(packed), "lineage": lineage()}
        (folder / f"{library.id}.wasm.gz").write_bytes(packed)
        (folder / f"{library.id}.json").write_text(json.dumps(record, indent=1) + "\n")
        print(f"libs: {library.id}: {len(wasm):,} bytes, {len(packed):,} packed", flush=True)
    write_index(folder)


def write_index(folder: Path) -> None:
    """`index.json`: which libraries there are, since a browser cannot list a folder. And, of the committed ones, what
    the app is built with: how it knows a library of ours, and the numbers it was compiled for."""
    ids = sorted(file.name.removesuffix(".wasm.gz") for file in folder.glob("*.wasm.gz"))
    (folder / "index.json").write_text(json.dumps({"format": 1, "libraries": ids}, indent=1) + "\n")
    if folder.resolve() == COMMITTED:
        OWN.write_text(json.dumps({id_: own(folder / f"{id_}.json") for id_ in ids}, indent=2) + "\n")


def own(path: Path) -> dict[str, Any]:
    """The numbers of a record, and the digests of its library, packed and unpacked."""
    record = json.loads(path.read_text())
    numbers = {name: record[name] for name in NUMBERS if name in record}
    return {**numbers, "wasm": record["wasm"]["sha256"], "gz": record["gz"]["sha256"]}


def verify_folder(folder: Path, ids: list[str]) -> None:
    """Builds again and compares every wasm, and what is said about it, with what `folder` holds."""
    differing = []
    for library, wasm, facts in builds(chosen(ids)):
        record = json.loads((folder / f"{library.id}.json").read_text())
        packed = (folder / f"{library.id}.wasm.gz").read_bytes()
        problems = [
            problem
            for problem, found in (
                ("another wasm came out", digest(wasm) != record["wasm"]),
                ("other facts came out", any(record.get(name) != fact for name, fact in facts.items())),
                ("the packed file is not the recorded one", digest(packed) != record["gz"]),
                ("the packed file holds another wasm", digest(gzip.decompress(packed)) != record["wasm"]),
                ("its lineage is not that of these sources and tools", record["lineage"] != lineage()),
            )
            if found
        ]
        print(f"libs: {library.id}: {'; '.join(problems) or 'the same bytes came out'}", flush=True)
        differing += [library.id] if problems else []
    if differing:
        raise Refusal(f"{', '.join(differing)} differ from what is committed")
