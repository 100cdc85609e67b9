// Stand-in for TVM's <tvm/support/io.h>, which the wheel does not ship.
// Written from how the wheel's own sources use it: a byte stream with typed reads and writes.
#ifndef HAVERSACK_STANDIN_TVM_SUPPORT_IO_H_
#define HAVERSACK_STANDIN_TVM_SUPPORT_IO_H_

#include <cstddef>

namespace tvm {
namespace support {

// How a type is laid out in a stream; specialised in serializer.h and beside the types themselves.
template <typename T, typename Enable = void>
struct Serializer;

class Stream {
 public:
  virtual ~Stream() = default;

  // Reads up to `size` bytes; returns how many came.
  virtual size_t Read(void* data, size_t size) = 0;
  // Writes `size` bytes; returns how many were taken.
  virtual size_t Write(const void* data, size_t size) = 0;

  template <typename T>
  void Write(const T& value) {
    Serializer<T>::Write(this, value);
  }

  // False when the stream ends too early.
  template <typename T>
  bool Read(T* value) {
    return Serializer<T>::Read(this, value);
  }

  template <typename T>
  void WriteArray(const T* values, size_t count) {
    for (size_t i = 0; i < count; ++i) Write<T>(values[i]);
  }

  template <typename T>
  bool ReadArray(T* values, size_t count) {
    for (size_t i = 0; i < count; ++i) {
      if (!Read<T>(&values[i])) return false;
    }
    return true;
  }
};

}  // namespace support
}  // namespace tvm

#endif  // HAVERSACK_STANDIN_TVM_SUPPORT_IO_H_
