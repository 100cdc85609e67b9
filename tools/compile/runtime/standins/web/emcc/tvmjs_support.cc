// The C calls that the JavaScript side of TVM expects from a model library: memory for its arguments, and
// functions that live in JavaScript. Replaces the wheel's file of the same name, which also brings in a
// remote-procedure session that no model library uses.
#include <tvm/ffi/error.h>
#include <tvm/ffi/function.h>

#include <cstdint>
#include <string>

extern "C" {

// Supplied by JavaScript.
int TVMFFIWasmSafeCall(void* self, const TVMFFIAny* args, int32_t count, TVMFFIAny* result);
void TVMFFIWasmFunctionDeleter(void* self);

// `size` bytes, aligned to 8.
TVM_FFI_DLL_EXPORT void* TVMWasmAllocSpace(int size) { return new int64_t[(size + 7) / 8]; }

TVM_FFI_DLL_EXPORT void TVMWasmFreeSpace(void* space) { delete[] static_cast<int64_t*>(space); }

// A function whose body is the JavaScript callback numbered `self`.
TVM_FFI_DLL_EXPORT int TVMFFIWasmFunctionCreate(void* self, TVMFFIObjectHandle* out) {
  return TVMFFIFunctionCreate(self, TVMFFIWasmSafeCall, TVMFFIWasmFunctionDeleter, out);
}

// The message of the error a call just returned; valid until the next one.
TVM_FFI_DLL_EXPORT const char* TVMFFIWasmGetLastError() {
  static std::string message;
  message = ::tvm::ffi::details::MoveFromSafeCallRaised().what();
  return message.c_str();
}

}  // extern "C"
