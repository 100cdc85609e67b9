// Stand-in for TVM's <tvm/support/serializer.h>, which the wheel does not ship.
//
// The layout must equal what the wheel's compiler writes into a library: numbers and enums are their
// little-endian bytes; a string or a sequence is a 64-bit count and then its items; a map is a 64-bit
// count and then key, value, key, value. Lengths are 64-bit on every machine, also on wasm32.
#ifndef HAVERSACK_STANDIN_TVM_SUPPORT_SERIALIZER_H_
#define HAVERSACK_STANDIN_TVM_SUPPORT_SERIALIZER_H_

#include <tvm/ffi/container/array.h>
#include <tvm/ffi/container/map.h>
#include <tvm/ffi/string.h>
#include <tvm/support/io.h>

#include <cstdint>
#include <string>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

namespace tvm {
namespace support {

// Numbers, enums, and the two plain structs of DLPack.
template <typename T>
struct Serializer<T, std::enable_if_t<std::is_arithmetic_v<T> || std::is_enum_v<T> ||
                                      std::is_same_v<T, DLDataType> ||
                                      std::is_same_v<T, DLDevice>>> {
  static constexpr bool enabled = true;
  static void Write(Stream* stream, const T& value) { stream->Write(&value, sizeof(T)); }
  static bool Read(Stream* stream, T* value) { return stream->Read(value, sizeof(T)) == sizeof(T); }
};

template <>
struct Serializer<std::string> {
  static constexpr bool enabled = true;
  static void Write(Stream* stream, const std::string& value) {
    stream->Write(static_cast<uint64_t>(value.size()));
    stream->Write(value.data(), value.size());
  }
  static bool Read(Stream* stream, std::string* value) {
    uint64_t size;
    if (!stream->Read(&size)) return false;
    value->resize(static_cast<size_t>(size));
    return stream->Read(value->data(), value->size()) == value->size();
  }
};

template <>
struct Serializer<ffi::String> {
  static constexpr bool enabled = true;
  static void Write(Stream* stream, const ffi::String& value) {
    Serializer<std::string>::Write(stream, std::string(value.data(), value.size()));
  }
  static bool Read(Stream* stream, ffi::String* value) {
    std::string plain;
    if (!stream->Read(&plain)) return false;
    *value = ffi::String(std::move(plain));
    return true;
  }
};

template <typename A, typename B>
struct Serializer<std::pair<A, B>> {
  static constexpr bool enabled = true;
  static void Write(Stream* stream, const std::pair<A, B>& value) {
    stream->Write(value.first);
    stream->Write(value.second);
  }
  static bool Read(Stream* stream, std::pair<A, B>* value) {
    return stream->Read(&value->first) && stream->Read(&value->second);
  }
};

template <typename T>
struct Serializer<std::vector<T>> {
  static constexpr bool enabled = true;
  static void Write(Stream* stream, const std::vector<T>& value) {
    stream->Write(static_cast<uint64_t>(value.size()));
    stream->WriteArray(value.data(), value.size());
  }
  static bool Read(Stream* stream, std::vector<T>* value) {
    uint64_t size;
    if (!stream->Read(&size)) return false;
    value->resize(static_cast<size_t>(size));
    return stream->ReadArray(value->data(), value->size());
  }
};

template <typename T>
struct Serializer<ffi::Array<T>> {
  static constexpr bool enabled = true;
  static void Write(Stream* stream, const ffi::Array<T>& value) {
    stream->Write(static_cast<uint64_t>(value.size()));
    for (const T& item : value) stream->Write(item);
  }
  static bool Read(Stream* stream, ffi::Array<T>* value) {
    std::vector<T> items;
    if (!stream->Read(&items)) return false;
    *value = ffi::Array<T>(items.begin(), items.end());
    return true;
  }
};

template <typename K, typename V>
struct Serializer<std::unordered_map<K, V>> {
  static constexpr bool enabled = true;
  static void Write(Stream* stream, const std::unordered_map<K, V>& value) {
    stream->Write(static_cast<uint64_t>(value.size()));
    for (const auto& [key, item] : value) {
      stream->Write(key);
      stream->Write(item);
    }
  }
  static bool Read(Stream* stream, std::unordered_map<K, V>* value) {
    uint64_t size;
    if (!stream->Read(&size)) return false;
    for (uint64_t i = 0; i < size; ++i) {
      std::pair<K, V> entry;
      if (!stream->Read(&entry)) return false;
      value->insert(std::move(entry));
    }
    return true;
  }
};

template <typename K, typename V>
struct Serializer<ffi::Map<K, V>> {
  static constexpr bool enabled = true;
  static void Write(Stream* stream, const ffi::Map<K, V>& value) {
    stream->Write(static_cast<uint64_t>(value.size()));
    for (const auto& [key, item] : value) {
      stream->Write(key);
      stream->Write(item);
    }
  }
  static bool Read(Stream* stream, ffi::Map<K, V>* value) {
    uint64_t size;
    if (!stream->Read(&size)) return false;
    for (uint64_t i = 0; i < size; ++i) {
      K key;
      V item{ffi::ObjectPtr<typename V::ContainerType>(nullptr)};
      if (!stream->Read(&key) || !stream->Read(&item)) return false;
      value->Set(key, item);
    }
    return true;
  }
};

}  // namespace support
}  // namespace tvm

#endif  // HAVERSACK_STANDIN_TVM_SUPPORT_SERIALIZER_H_
