"""Quantised layouts: how a weight matrix lies in GPU memory. LAYOUT.md is their description for other programs."""

from .grouped import BY_NAME, Q4G32, Q8G16, Q8G32, Q8G32B, Grouped

__all__ = ["BY_NAME", "Q4G32", "Q8G16", "Q8G32", "Q8G32B", "Grouped"]
