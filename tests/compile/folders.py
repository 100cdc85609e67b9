"""Where things are, and the compiler's modules on the path."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COMPILER = ROOT / "tools" / "compile"
LIBRARIES = ROOT / "static" / "libs"

sys.path.insert(0, str(COMPILER))
