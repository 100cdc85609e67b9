"""A shape file gives the library that the same shape gives when it stands in the list."""

import json
import tempfile
import unittest
from pathlib import Path

import folders  # noqa: F401  (puts the compiler on the path)

from libraries import SMOLLM2_135M
from metadata import thawed
from refusal import Refusal
from shape_file import libraries_of

GIVEN = {
    "model": "mine",
    "quantisation": "Q4_1",
    "context": 2048,
    "shape": {
        "architecture": "llama",
        "layers": 30,
        "hidden": 576,
        "heads": 9,
        "kv_heads": 3,
        "head_dim": 64,
        "ffn": 1536,
        "vocabulary": 49152,
        "vocabulary_parts": 1,
        "rms_epsilon": 0.00001,
        "rope_base": 100000,
        "layouts": {"embed_tokens": "q8g32", "qkv": "q4g32", "out": "q4g32", "gate_up": "q4g32", "down": "q4g32"},
    },
}


class ShapeFile(unittest.TestCase):
    def read(self, data):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "mine.shape.json")
            path.write_text(data if isinstance(data, str) else json.dumps(data))
            return libraries_of(path)

    def changed(self, **changes):
        return {**GIVEN, "shape": {**GIVEN["shape"], **changes}}

    def test_it_is_the_shape_that_the_list_has(self):
        gpu, software = self.read(GIVEN)
        self.assertEqual(gpu.shape, SMOLLM2_135M)
        self.assertEqual([gpu.id, software.id], ["mine-gpu", "mine-software"])
        self.assertEqual([gpu.prefill_chunk, software.prefill_chunk], [512, 64])

    def test_layouts_may_differ_by_layer(self):
        down = ["q8g16", *["q4g32"] * 29]
        gpu, _ = self.read(self.changed(layouts={**GIVEN["shape"]["layouts"], "down": down}))
        self.assertEqual(gpu.shape.layout("down", 0).name, "q8g16")
        gpu.shape.check(2048)

    def test_the_tensors_of_a_stack_may_lie_in_different_layouts(self):
        qkv = ["q4g32", ["q4g32", "q4g32", "q8g16"], *["q8g32b"] * 28]
        gpu, _ = self.read(self.changed(layouts={**GIVEN["shape"]["layouts"], "qkv": qkv}))
        names = [[layout.name for layout in gpu.shape.stack("qkv", layer, 3)] for layer in range(3)]
        self.assertEqual(names, [["q4g32"] * 3, ["q4g32", "q4g32", "q8g16"], ["q8g32b"] * 3])
        self.assertEqual(thawed(gpu.shape.layouts["qkv"]), qkv)
        hash(gpu.shape.layouts["qkv"])

    def test_what_is_no_shape_is_refused_in_a_sentence(self):
        for data, sentence in (
            ("no json", "not a shape file"),
            ({}, "not a shape file"),
            (self.changed(wings=2), "no 'wings'"),
            (self.changed(layouts={"down": "q2g7"}), "no layout 'q2g7'"),
            (self.changed(layouts={"qkv": ["q4g32", ["q4g32", "q2g7"]]}), "no layout 'q2g7'"),
        ):
            with self.assertRaisesRegex(Refusal, sentence):
                self.read(data)

    def test_a_rotary_table_of_another_length_than_the_context_is_refused(self):
        gpu, _ = self.read(self.changed(architecture="qwen3", positions=512))
        with self.assertRaisesRegex(Refusal, "rotary table of 512"):
            gpu.shape.check(2048)


if __name__ == "__main__":
    unittest.main()
