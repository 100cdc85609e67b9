"""What the compiler would get wrong, it refuses in a sentence."""

import unittest
from dataclasses import replace

import folders  # noqa: F401  (puts the compiler on the path)

from layouts import Q4G32, Q8G16, Q8G32B
from libraries import GEMMA3_270M, SMOLLM2_135M
from refusal import Refusal


class Refusals(unittest.TestCase):
    def refused(self, shape, context, sentence):
        with self.assertRaisesRegex(Refusal, sentence):
            shape.check(context)

    def test_the_shapes_that_are_built_pass(self):
        SMOLLM2_135M.check(2048)
        GEMMA3_270M.check(512)

    def test_a_context_beyond_the_sliding_window_is_refused(self):
        self.refused(GEMMA3_270M, 513, "passes the sliding window of 512")

    def test_heads_that_do_not_divide_are_refused(self):
        self.refused(replace(SMOLLM2_135M, kv_heads=2), 2048, "do not divide")

    def test_head_sizes_beyond_the_kernels_are_refused(self):
        for head_dim in (80, 288):
            self.refused(replace(SMOLLM2_135M, head_dim=head_dim), 2048, "head size")

    def test_heads_that_are_normed_are_cut_in_halves_of_whole_workgroups(self):
        self.refused(replace(GEMMA3_270M, head_dim=96), 512, "multiples of 64")
        replace(SMOLLM2_135M, head_dim=96).check(2048)

    def test_a_width_that_the_norm_cannot_split_is_refused(self):
        self.refused(replace(SMOLLM2_135M, hidden=560), 2048, "multiples of 32")

    def test_a_token_table_that_cannot_be_cut_is_refused(self):
        self.refused(replace(SMOLLM2_135M, vocabulary_parts=5), 2048, "equal parts")

    def test_a_table_in_more_parts_than_a_kernel_joins_is_refused(self):
        self.refused(replace(SMOLLM2_135M, vocabulary_parts=16), 2048, "at most 8")

    def test_an_output_head_needs_a_layout_and_a_number_of_parts(self):
        self.refused(replace(SMOLLM2_135M, head_parts=1), 2048, "both a layout and a number")
        layouts = {**SMOLLM2_135M.layouts, "head": "q8g16"}
        self.refused(replace(SMOLLM2_135M, layouts=layouts), 2048, "both a layout and a number")
        self.refused(replace(SMOLLM2_135M, layouts=layouts, head_parts=5), 2048, "equal parts")
        replace(SMOLLM2_135M, layouts=layouts, head_parts=2).check(2048)

    def test_layouts_for_another_number_of_tensors_are_refused(self):
        mixed = (("q4g32", "q8g16"), *["q4g32"] * 29)
        shape = replace(SMOLLM2_135M, layouts={**SMOLLM2_135M.layouts, "qkv": mixed})
        self.assertEqual([layout.name for layout in shape.stack("qkv", 1, 3)], ["q4g32"] * 3)
        with self.assertRaisesRegex(Refusal, "2 layouts for 3 tensors in layer 0"):
            shape.stack("qkv", 0, 3)
        with self.assertRaisesRegex(Refusal, "one tensor"):
            replace(shape, layouts={"down": mixed}).layout("down", 0)

    def test_layouts_for_another_number_of_layers_are_refused(self):
        self.refused(replace(GEMMA3_270M, layers=17), 512, "18 layouts for 17 layers")

    def test_inputs_that_do_not_divide_into_groups_are_refused(self):
        for layout, k in ((Q4G32, 48), (Q8G16, 24), (Q8G32B, 48)):
            with self.assertRaisesRegex(Refusal, "do not divide into groups"):
                layout.shapes(k, 8)


if __name__ == "__main__":
    unittest.main()
