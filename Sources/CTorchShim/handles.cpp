// SPDX-License-Identifier: Apache-2.0

#include "shim.h"

namespace ctorch {

static thread_local std::string message;

void store_message(const char *text) noexcept {
    try {
        message = text;
    } catch (...) {
        // No memory for a copy: an old message is better than the end of the process.
    }
}

at::ScalarType scalar_type(ctorch_type type) {
    switch (type) {
    case CTORCH_UINT8: return at::kByte;
    case CTORCH_INT8: return at::kChar;
    case CTORCH_INT16: return at::kShort;
    case CTORCH_INT32: return at::kInt;
    case CTORCH_INT64: return at::kLong;
    case CTORCH_FLOAT16: return at::kHalf;
    case CTORCH_BFLOAT16: return at::kBFloat16;
    case CTORCH_FLOAT32: return at::kFloat;
    case CTORCH_FLOAT64: return at::kDouble;
    case CTORCH_BOOL: return at::kBool;
    case CTORCH_OTHER_TYPE: break;
    }
    TORCH_CHECK(false, "the element type has no name here");
}

ctorch_type type_of(at::ScalarType type) noexcept {
    switch (type) {
    case at::kByte: return CTORCH_UINT8;
    case at::kChar: return CTORCH_INT8;
    case at::kShort: return CTORCH_INT16;
    case at::kInt: return CTORCH_INT32;
    case at::kLong: return CTORCH_INT64;
    case at::kHalf: return CTORCH_FLOAT16;
    case at::kBFloat16: return CTORCH_BFLOAT16;
    case at::kFloat: return CTORCH_FLOAT32;
    case at::kDouble: return CTORCH_FLOAT64;
    case at::kBool: return CTORCH_BOOL;
    default: return CTORCH_OTHER_TYPE;
    }
}

at::Device device(ctorch_device number) {
    if (number < 0) return at::Device(at::kCPU);
    return at::Device(at::kCUDA, static_cast<c10::DeviceIndex>(number));
}

at::TensorOptions options(ctorch_type type, ctorch_device number) {
    return at::TensorOptions().dtype(scalar_type(type)).device(device(number));
}

} // namespace ctorch

const char *ctorch_message(void) noexcept { return ctorch::message.c_str(); }

void ctorch_release(ctorch_tensor x) noexcept { delete x; }

intptr_t ctorch_rank(ctorch_tensor x) noexcept { return x->value.dim(); }

intptr_t ctorch_count(ctorch_tensor x) noexcept { return x->value.numel(); }

void ctorch_shape(ctorch_tensor x, intptr_t *shape) noexcept {
    for (int64_t side : x->value.sizes()) *shape++ = side;
}

ctorch_type ctorch_element_type(ctorch_tensor x) noexcept {
    return ctorch::type_of(x->value.scalar_type());
}

ctorch_device ctorch_device_of(ctorch_tensor x) noexcept {
    at::Device device = x->value.device();
    return device.is_cuda() ? device.index() : -1;
}

bool ctorch_is_channels_last(ctorch_tensor x) noexcept {
    return x->value.dim() == 4 && x->value.is_contiguous(at::MemoryFormat::ChannelsLast);
}

bool ctorch_is_same(ctorch_tensor a, ctorch_tensor b) noexcept {
    return a->value.is_same(b->value);
}
