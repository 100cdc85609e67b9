"""A float32 reference in numpy, written for comparison and not for speed.

It reads the same GGUF as the app, decodes every block exactly (nothing is quantised again, activations stay float32),
and records the greedy tokens that a compiled library must give. llama.cpp is no such reference: it rounds activations
to 8 bits, and its greedy answer differs wherever the two best logits are close.
"""
