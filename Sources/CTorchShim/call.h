// SPDX-License-Identifier: Apache-2.0
//
// The bodies of functions that are one expression over their tensors x, a, b and their number.

#ifndef CTORCH_CALL_H
#define CTORCH_CALL_H

#include "shim.h"

#define UNARY(name, expression)                                                                    \
    int ctorch_##name(ctorch_tensor x_handle, ctorch_out out) noexcept {                           \
        return ctorch::yields(out, [&] {                                                           \
            const at::Tensor &x = x_handle->value;                                                 \
            return expression;                                                                     \
        });                                                                                        \
    }

#define BINARY(name, expression)                                                                   \
    int ctorch_##name(ctorch_tensor a_handle, ctorch_tensor b_handle, ctorch_out out) noexcept {   \
        return ctorch::yields(out, [&] {                                                           \
            const at::Tensor &a = a_handle->value;                                                 \
            const at::Tensor &b = b_handle->value;                                                 \
            return expression;                                                                     \
        });                                                                                        \
    }

#define SCALAR(name, expression)                                                                   \
    int ctorch_##name(ctorch_tensor x_handle, double number, ctorch_out out) noexcept {            \
        return ctorch::yields(out, [&] {                                                           \
            const at::Tensor &x = x_handle->value;                                                 \
            at::Scalar value = ctorch::scalar(x, number);                                          \
            return expression;                                                                     \
        });                                                                                        \
    }

#define REDUCTION(name, all, some)                                                                 \
    int ctorch_##name(ctorch_tensor x_handle, const intptr_t *numbers, intptr_t count, bool keep,  \
                      ctorch_out out) noexcept {                                                   \
        return ctorch::yields(out, [&] {                                                           \
            const at::Tensor &x = x_handle->value;                                                 \
            at::IntArrayRef axes = ctorch::numbers(numbers, count);                                \
            return count == 0 && !keep ? all : some;                                               \
        });                                                                                        \
    }

#endif
