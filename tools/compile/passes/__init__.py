"""From a module of relax and TensorIR functions to one that the virtual machine can run."""
