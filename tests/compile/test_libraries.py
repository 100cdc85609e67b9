"""The committed libraries are those that the sources claim. `npm run libs:verify` proves it by compiling them again."""

import gzip
import hashlib
import json
import unittest

from folders import LIBRARIES

import libraries
import lineage
from layouts import BY_NAME


def digest(data: bytes) -> dict:
    return {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


class CommittedLibraries(unittest.TestCase):
    def records(self):
        for library in libraries.LIBRARIES:
            yield library, json.loads((LIBRARIES / f"{library.id}.json").read_text())

    def test_every_library_is_there_and_no_other(self):
        ids = {library.id for library in libraries.LIBRARIES}
        self.assertEqual({file.name for file in LIBRARIES.glob("*.gz")}, {f"{id_}.wasm.gz" for id_ in ids})
        self.assertEqual({file.name for file in LIBRARIES.glob("*.json")}, {f"{id_}.json" for id_ in ids} | {"index.json"})

    def test_the_index_that_browsers_read_names_each_of_them(self):
        index = json.loads((LIBRARIES / "index.json").read_text())
        self.assertEqual(index["libraries"], sorted(library.id for library in libraries.LIBRARIES))

    def test_each_packed_file_and_its_wasm_have_the_recorded_digests(self):
        for library, record in self.records():
            packed = (LIBRARIES / f"{library.id}.wasm.gz").read_bytes()
            self.assertEqual(digest(packed), record["gz"])
            self.assertEqual(digest(gzip.decompress(packed)), record["wasm"])

    def test_each_lineage_names_the_sources_as_they_are(self):
        for _, record in self.records():
            self.assertEqual(record["lineage"]["sources"]["sha256"], lineage.digest_sources(), "run npm run libs:build")

    def test_both_targets_of_a_model_take_the_same_weights(self):
        params = {}
        for library, record in self.records():
            self.assertEqual(params.setdefault(library.model, record["params"]), record["params"])

    def test_no_buffer_passes_what_every_adapter_binds(self):
        width = {"uint32": 4, "float32": 4}
        for _, record in self.records():
            for param in record["params"]:
                size = width[param["dtype"]]
                for extent in param["shape"]:
                    size *= extent
                self.assertLessEqual(size, 128 * 1024 * 1024, param["name"])

    def test_the_arrays_of_a_matrix_are_those_of_its_layout(self):
        for library, record in self.records():
            shape = library.shape
            by_name = {param["name"]: param for param in record["params"]}
            for layer in range(shape.layers):
                for matrix, k, n in (
                    ("qkv", shape.hidden, (shape.heads + 2 * shape.kv_heads) * shape.head_dim),
                    ("out", shape.heads * shape.head_dim, shape.hidden),
                    ("gate_up", shape.hidden, 2 * shape.ffn),
                    ("down", shape.ffn, shape.hidden),
                ):
                    kinds = record["layouts"][matrix]
                    layout = BY_NAME[kinds if isinstance(kinds, str) else kinds[layer]]
                    for suffix, (extents, dtype) in layout.shapes(k, n).items():
                        param = by_name[f"layers.{layer}.{matrix}.{suffix}"]
                        self.assertEqual((param["shape"], param["dtype"]), (list(extents), dtype))


if __name__ == "__main__":
    unittest.main()
