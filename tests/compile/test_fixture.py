"""The compiled library that browser tests use was made from its shape file by the compiler's sources as they are."""

import gzip
import hashlib
import json
import unittest

from folders import ROOT

import lineage

FOLDER = ROOT / "tests" / "fixtures" / "libs"
AGAIN = (
    "npm run libs:build -- --shape tests/fixtures/libs/tiny-llama.shape.json --out <folder>, copy tiny-llama-software.wasm.gz"
    " to tests/fixtures/libs, run the browser test that uses it, and write the new digests beside it"
)


class FixtureLibrary(unittest.TestCase):
    def setUp(self):
        self.record = json.loads((FOLDER / "tiny-llama-software.json").read_text())

    def test_it_was_made_from_the_sources_as_they_are(self):
        self.assertEqual(self.record["sources"]["sha256"], lineage.digest_sources(), AGAIN)

    def test_it_and_its_shape_file_have_the_recorded_digests(self):
        packed = (FOLDER / "tiny-llama-software.wasm.gz").read_bytes()
        shape = (FOLDER / "tiny-llama.shape.json").read_bytes()
        for data, name in ((packed, "gz"), (gzip.decompress(packed), "wasm"), (shape, "shape")):
            found = {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            self.assertEqual(found, self.record[name], f"{name}: {AGAIN}")


if __name__ == "__main__":
    unittest.main()
