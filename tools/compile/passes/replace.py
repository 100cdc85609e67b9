"""Put our kernels in the place of those that TVM's cache brings along."""

from tvm import ir, tirx

from refusal import Refusal


def replace_kernels(module: ir.IRModule, kernels: dict[str, tirx.PrimFunc]) -> None:
    """Replaces functions of `module` by name. A name that is not there means another TVM, and is refused:
    a kernel that silently stayed the old one would be found in wrong text only.
    """
    present = {var.name_hint for var in module.get_global_vars()}
    for name, kernel in kernels.items():
        if name not in present:
            raise Refusal(f"TVM's cache has no kernel {name!r}: this compiler is written for the pinned version")
        module[name] = kernel.with_attr("global_symbol", name)
