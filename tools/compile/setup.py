#!/usr/bin/env python3
"""Sets up what the compiler needs, then runs it: `python3 tools/compile/setup.py build | verify | reference`.

Needs nothing but Python. Packages go to an environment of their own in the user's cache folder, each checked against
the digests in requirements.txt; the second run reuses it. emscripten must be on the machine: the library bytes depend
on its version, so any other is refused.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
EMSCRIPTEN = "3.1.6"  # what Debian 12 ships
PYTHON = (3, 10)
COMMANDS = ("build", "verify", "reference")


def cache_folder() -> Path:
    """The same place as the weights': $HAVERSACK_CACHE, else `haversack` in the user's cache folder."""
    if os.environ.get("HAVERSACK_CACHE"):
        return Path(os.environ["HAVERSACK_CACHE"])
    if os.environ.get("XDG_CACHE_HOME"):
        return Path(os.environ["XDG_CACHE_HOME"], "haversack")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "haversack"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"), "haversack")
    return Path.home() / ".cache" / "haversack"


def stop(sentence: str) -> None:
    """Ends with one plain sentence."""
    sys.exit(f"libs: {sentence}")


def check_emscripten() -> None:
    """Refuses a machine without emscripten, or with another version."""
    if shutil.which("emcc") is None:
        stop(
            f"emscripten {EMSCRIPTEN} is needed and `emcc` was not found "
            "(Debian 12: `apt install emscripten`; else its SDK: `emsdk install 3.1.6`)."
        )
    said = subprocess.run(["emcc", "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"\b(\d+\.\d+\.\d+)\b", said)
    if found is None or found[1] != EMSCRIPTEN:
        version = found[1] if found else "unknown"
        stop(f"emscripten {EMSCRIPTEN} is needed, `emcc` here is {version}: its version decides the library's bytes.")


def environment(requirements: list[Path]) -> Path:
    """The interpreter of an environment that holds exactly these requirements."""
    key = hashlib.sha256(b"".join(file.read_bytes() for file in requirements) + sys.version.encode()).hexdigest()
    home = cache_folder() / "compile" / key[:16]
    python = home / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    done = home / "installed"
    if done.exists():
        return python
    print(f"libs: installing the compiler's Python packages, about 300 MB, into {home}", flush=True)
    shutil.rmtree(home, ignore_errors=True)
    home.parent.mkdir(parents=True, exist_ok=True)
    try:
        venv.create(home, with_pip=True)
    except (subprocess.CalledProcessError, OSError) as error:
        stop(f"a Python environment could not be made (Debian: `apt install python3-venv`): {error}")
    files = [argument for file in requirements for argument in ("-r", str(file))]
    install = [python, "-m", "pip", "install", "--disable-pip-version-check", "--quiet"]
    checked = ["--no-deps", "--require-hashes", "--only-binary", ":all:"]
    if subprocess.run([*install, *checked, *files], check=False).returncode != 0:
        shutil.rmtree(home, ignore_errors=True)
        stop("the Python packages could not be installed: no network, no wheel for this machine, or a wrong digest.")
    done.touch()
    return python


def main() -> None:
    """Checks the machine, then hands over to cli.py in the environment."""
    if sys.version_info < PYTHON:
        stop(f"Python {PYTHON[0]}.{PYTHON[1]} or newer is needed, this is {sys.version.split()[0]}.")
    command = sys.argv[1] if len(sys.argv) > 1 else ""
    if command not in COMMANDS:
        stop(f"say one of {', '.join(COMMANDS)}.")
    requirements = [HERE / "requirements.txt"]
    if command == "reference":
        requirements.append(HERE / "reference" / "requirements.txt")
    else:
        check_emscripten()
    python = environment(requirements)
    run = [str(python), "-B", str(HERE / "cli.py"), *sys.argv[1:]]
    sys.exit(subprocess.run(run, check=False, env={**os.environ, "HAVERSACK_CACHE": str(cache_folder())}).returncode)


if __name__ == "__main__":
    main()
