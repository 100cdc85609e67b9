"""GPU kernels, written as TensorIR (TVMScript). One file, one idea.

Naming inside kernels: `rows` is the number of positions in a call (1 when decoding), `k` the length that is summed
over, `n` the number of outputs. Every kernel must run within what each WebGPU adapter has: 32 KiB of workgroup memory,
256 invocations a workgroup, 10 storage buffers a stage.
"""
