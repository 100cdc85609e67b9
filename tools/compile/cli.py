"""The compiler's commands; setup.py runs this inside the pinned environment."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from refusal import Refusal

STATIC = Path(__file__).resolve().parents[2] / "static" / "libs"


def main() -> None:
    """Runs one command; a refusal ends with its sentence."""
    parser = argparse.ArgumentParser(prog="tools/compile/setup.py")
    commands = parser.add_subparsers(dest="command", required=True)
    build = commands.add_parser("build", help="compile the libraries into a folder (static/libs)")
    build.add_argument("ids", nargs="*", help="libraries to build; all of them by default")
    build.add_argument("--shape", type=Path, help="a shape file: compile its two libraries and no other")
    build.add_argument("--out", type=Path, default=STATIC, help="folder to write to")
    verify = commands.add_parser("verify", help="compile again, elsewhere, and compare with static/libs")
    verify.add_argument("ids", nargs="*", help="libraries to verify; all of them by default")
    reference = commands.add_parser("reference", help="record greedy tokens of the f32 reference")
    reference.add_argument("models", nargs="*", help="models to record; all of them by default")
    options = parser.parse_args()
    try:
        if options.command == "reference":
            from reference.record import record

            record(options.models)
        else:
            from build import build_into, verify_folder

            if options.command == "build":
                build_into(options.out, options.ids, options.shape)
            else:
                verify_folder(STATIC, options.ids)
    except Refusal as refusal:
        sys.exit(f"libs: {refusal}")


if __name__ == "__main__":
    main()
