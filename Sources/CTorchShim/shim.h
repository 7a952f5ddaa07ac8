// SPDX-License-Identifier: Apache-2.0

#ifndef CTORCH_INTERNAL_H
#define CTORCH_INTERNAL_H

#include <array>
#include <cmath>
#include <cstring>
#include <exception>
#include <optional>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>
#include <c10/util/Exception.h>

#include "CTorchShim.h"

/// What a handle points to.
struct ctorch_tensor_s {
    at::Tensor value;
};

namespace ctorch {

/// Stores the message of a failure for this thread.
void store_message(const char *_Nonnull text) noexcept;

/// Runs `body` so that nothing it throws goes further. The order matters: LibTorch's own errors
/// carry a stack trace that no user should have to read.
template <class Body> int guarded(Body &&body) noexcept {
    try {
        body();
        return 0;
    } catch (const c10::Error &error) {
        store_message(error.what_without_backtrace());
    } catch (const std::exception &error) {
        store_message(error.what());
    } catch (...) {
        store_message("LibTorch threw something that is no std::exception");
    }
    return 1;
}

/// Runs `body` and hands its tensor to the caller.
template <class Body> int yields(ctorch_out out, Body &&body) noexcept {
    return guarded([&] { *out = new ctorch_tensor_s{body()}; });
}

inline at::IntArrayRef numbers(const intptr_t *_Nonnull values, intptr_t count) {
    static_assert(sizeof(intptr_t) == sizeof(int64_t), "LibTorch counts in 64 bits");
    return {reinterpret_cast<const int64_t *>(values), static_cast<size_t>(count)};
}

inline std::array<int64_t, 2> sides(ctorch_pair pair) { return {pair.height, pair.width}; }

/// The tensor of a handle that may be missing, as LibTorch's optional arguments want it.
inline std::optional<at::Tensor> optional(ctorch_tensor _Nullable x) {
    return x ? std::optional<at::Tensor>(x->value) : std::nullopt;
}

inline std::vector<at::Tensor> list(ctorch_tensors tensors, intptr_t count) {
    std::vector<at::Tensor> values;
    values.reserve(count);
    for (intptr_t index = 0; index < count; ++index) values.push_back(tensors[index]->value);
    return values;
}

/// A number beside a tensor. A whole one leaves tensors of integers what they are.
inline at::Scalar scalar(const at::Tensor &x, double value) {
    bool whole = c10::isIntegralType(x.scalar_type(), true) && std::nearbyint(value) == value &&
                 std::abs(value) < 9e15;
    return whole ? at::Scalar(static_cast<int64_t>(value)) : at::Scalar(value);
}

at::ScalarType scalar_type(ctorch_type type);
ctorch_type type_of(at::ScalarType type) noexcept;
at::Device device(ctorch_device number);
at::TensorOptions options(ctorch_type type, ctorch_device number);

} // namespace ctorch

#endif
