// Stand-in for TVM's src/support/bytes_io.h: streams over bytes in memory.
#ifndef HAVERSACK_STANDIN_SUPPORT_BYTES_IO_H_
#define HAVERSACK_STANDIN_SUPPORT_BYTES_IO_H_

#include <tvm/ffi/string.h>
#include <tvm/support/io.h>
#include <tvm/support/serializer.h>

#include <algorithm>
#include <cstring>
#include <string>

namespace tvm {
namespace support {

// Reads from bytes it does not own.
class BytesInStream : public Stream {
 public:
  explicit BytesInStream(const std::string& bytes) : data_(bytes.data()), left_(bytes.size()) {}
  explicit BytesInStream(const ffi::Bytes& bytes) : data_(bytes.data()), left_(bytes.size()) {}

  using Stream::Read;
  using Stream::Write;

  size_t Read(void* out, size_t size) final {
    size_t count = std::min(size, left_);
    if (count != 0) std::memcpy(out, data_, count);
    data_ += count;
    left_ -= count;
    return count;
  }
  size_t Write(const void*, size_t) final { return 0; }

 private:
  const char* data_;
  size_t left_;
};

// Appends to a string it does not own.
class BytesOutStream : public Stream {
 public:
  explicit BytesOutStream(std::string* out) : out_(out) {}

  using Stream::Read;
  using Stream::Write;

  size_t Read(void*, size_t) final { return 0; }
  size_t Write(const void* bytes, size_t size) final {
    out_->append(static_cast<const char*>(bytes), size);
    return size;
  }

 private:
  std::string* out_;
};

}  // namespace support
}  // namespace tvm

#endif  // HAVERSACK_STANDIN_SUPPORT_BYTES_IO_H_
