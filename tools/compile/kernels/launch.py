"""What every hand-scheduled kernel declares about itself."""

# For kernels that other functions call by argument: no two of their buffers overlap, and the schedule is final.
# A kernel that works in place must not claim `noalias`.
PURE = {"tirx.noalias": True, "tirx.is_scheduled": True}
IN_PLACE = {"tirx.is_scheduled": True}

# Threads of a workgroup. 32 suits the narrow steps; reductions over a vocabulary take the most every adapter allows.
NARROW = 32
WIDE = 256

# Storage buffers that one kernel may bind on every adapter web-llm accepts.
MOST_BUFFERS = 10

# Workgroup memory that every WebGPU adapter must offer once asked for, in floats (32 KiB).
SHARED_FLOATS = 32 * 1024 // 4
