"""One library: model -> module -> passes -> an executable ready to link."""

from __future__ import annotations

import tvm
from tvm import relax
from tvm.target import Target

from architectures import build
from kernels.logits import logit_kernels
from kernels.sets import KERNEL_SETS
from libraries import Library
from metadata import Param, describe_params, embedded
from passes.pipeline import pipeline
from passes.replace import replace_kernels

# The triple alone makes TVM emit a system library without a prefix; naming a prefix, even an empty one, breaks it.
WEBGPU = {"kind": "webgpu", "host": {"kind": "llvm", "mtriple": "wasm32-unknown-unknown-wasm"}}


def compile_library(library: Library) -> tuple[tvm.runtime.Executable, list[Param]]:
    """The executable, and the parameters it takes, in order."""
    library.shape.check(library.context)
    target = Target(WEBGPU)
    with target:
        model = build(library.shape, KERNEL_SETS[library.target]())
        module, named, _ = model.export_tvm(spec=model.spec(), allow_extern=True)
        params = describe_params(named)
        for name, kernel in logit_kernels(library.shape.vocabulary).items():
            module[name] = kernel
        replace_kernels(module, KERNEL_SETS[library.target]().cache_kernels(model.attention))
        builder = relax.BlockBuilder(module)
        with builder.function("_metadata", params=[]):
            builder.emit_func_output(tvm.ir.StringImm(embedded(library, params)))
        # common subexpressions across branches become shared variables that WGSL cannot declare
        with tvm.transform.PassContext(opt_level=3, config={"tirx.disable_cse_tir": True}):
            passes = pipeline(library.target, {"rows": library.prefill_chunk})
            executable = relax.build(builder.finalize(), target=target, relax_pipeline=passes, system_lib=True)
    return executable, params
