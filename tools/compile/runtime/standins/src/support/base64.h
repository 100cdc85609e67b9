// Stand-in for TVM's src/support/base64.h. The runtime names it only to print a tensor as JSON, which no
// model library does: both streams are closed (nothing read, nothing written), and Tensor::Load checks that.
#ifndef HAVERSACK_STANDIN_SUPPORT_BASE64_H_
#define HAVERSACK_STANDIN_SUPPORT_BASE64_H_

#include <tvm/support/io.h>

namespace tvm {
namespace support {

class ClosedStream : public Stream {
 public:
  explicit ClosedStream(Stream*) {}
  size_t Read(void*, size_t) final { return 0; }
  size_t Write(const void*, size_t) final { return 0; }
};

class Base64InStream : public ClosedStream {
 public:
  using ClosedStream::ClosedStream;
  bool InitPosition() { return false; }
};

class Base64OutStream : public ClosedStream {
 public:
  using ClosedStream::ClosedStream;
  void Finish() {}
};

}  // namespace support
}  // namespace tvm

#endif  // HAVERSACK_STANDIN_SUPPORT_BASE64_H_
