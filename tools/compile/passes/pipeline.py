"""The order of passes."""

from __future__ import annotations

import tvm
from tvm import ir, relax, tirx
from tvm.s_tir import dlight

from kernels.targets import Target

# Rules are tried in order on every function that no kernel of ours has scheduled.
SCHEDULES = {
    "gpu": (
        dlight.gpu.Matmul,
        dlight.gpu.GEMV,
        dlight.gpu.Reduction,
        dlight.gpu.GeneralReduction,
        dlight.gpu.Fallback,
    ),
    "software": (dlight.gpu.Fallback,),  # one thread an output, no barrier
}


def pipeline(target: Target, upper_bounds: dict[str, int]) -> tvm.transform.Pass:
    """All passes; `upper_bounds` limits each symbolic size, so that memory can be planned once."""
    transform = relax.transform

    @tvm.transform.module_pass(opt_level=0)
    def bound_sizes(module: ir.IRModule, _: tvm.transform.PassContext) -> ir.IRModule:
        for var, function in module.functions_items():
            if isinstance(function, relax.Function):
                bounded = function.with_attr("tir_var_upper_bound", upper_bounds)
                module[var] = bounded.with_attr("relax.memory_plan_dynamic_func_output", True)
        return module

    @tvm.transform.module_pass(opt_level=0)
    def drop_patterns(module: ir.IRModule, _: tvm.transform.PassContext) -> ir.IRModule:
        # fusion has read them; the code generator would carry them into every library
        for var, function in module.functions_items():
            if isinstance(function, tirx.PrimFunc) and "op_pattern" in function.attrs:
                module[var] = function.without_attr("op_pattern")
        return module

    return tvm.transform.Sequential(
        [
            bound_sizes,
            transform.LegalizeOps(),
            transform.RewriteDataflowReshape(),  # before fusion, which would make a copy of two reshapes in a row
            transform.AnnotateTIROpPattern(),
            transform.FoldConstant(),
            transform.FuseOps(),
            transform.FuseTIR(),
            transform.DeadCodeElimination(),
            drop_patterns,
            dlight.ApplyDefaultSchedule(*(rule() for rule in SCHEDULES[target])),
            tirx.transform.ForceNarrowIndexToInt32(),
            transform.ToNonDataflow(),
            transform.RemovePurityChecking(),
            transform.CallTIRRewrite(),
            transform.StaticPlanBlockMemory(),
            transform.LowerAllocTensor(),
            transform.KillAfterLastUse(),
            transform.LowerRuntimeBuiltin(),
            transform.ComputePrimValue(),
            transform.VMShapeLower(),
            transform.AttachGlobalSymbol(),
        ]
    )
