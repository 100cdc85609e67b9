// Stand-in for TVM's <tvm/support/cuda/nvtx.h>: marks for NVIDIA's profiler, which a browser has not.
#ifndef HAVERSACK_STANDIN_TVM_SUPPORT_CUDA_NVTX_H_
#define HAVERSACK_STANDIN_TVM_SUPPORT_CUDA_NVTX_H_

namespace tvm {
namespace support {

class NVTXScopedRange {
 public:
  template <typename Name>
  explicit NVTXScopedRange(const Name&) {}
};

}  // namespace support
}  // namespace tvm

#endif  // HAVERSACK_STANDIN_TVM_SUPPORT_CUDA_NVTX_H_
