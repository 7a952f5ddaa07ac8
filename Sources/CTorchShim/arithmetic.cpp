// SPDX-License-Identifier: Apache-2.0

#include <ATen/ops/linear.h>
#include <ATen/ops/lerp.h>
#include <ATen/ops/maximum.h>
#include <ATen/ops/minimum.h>
#include <ATen/ops/pow.h>
#include <ATen/ops/reciprocal.h>
#include <ATen/ops/rsub.h>

#include "call.h"

using namespace ctorch;

UNARY(absolute, x.abs())
UNARY(negative, x.neg())
UNARY(reciprocal, x.reciprocal())
UNARY(square, x.square())
UNARY(square_root, x.sqrt())
UNARY(reciprocal_square_root, x.rsqrt())
UNARY(exponential, x.exp())
UNARY(logarithm, x.log())
UNARY(logarithm_one_plus, x.log1p())
UNARY(sine, x.sin())
UNARY(cosine, x.cos())
UNARY(sign, x.sign())
UNARY(floor, x.floor())
UNARY(ceiling, x.ceil())
UNARY(round, x.round())
UNARY(error_function, x.erf())

BINARY(add, a.add(b))
BINARY(subtract, a.sub(b))
BINARY(multiply, a.mul(b))
BINARY(divide, a.div(b))
BINARY(power, a.pow(b))
BINARY(maximum, at::maximum(a, b))
BINARY(minimum, at::minimum(a, b))
BINARY(matrix_product, a.matmul(b))

SCALAR(add_number, x.add(value))
SCALAR(multiply_number, x.mul(value))
SCALAR(divide_number, x.div(value))
SCALAR(power_number, x.pow(value))
SCALAR(subtract_from_number, at::rsub(x, value))
SCALAR(divide_into_number, x.reciprocal().mul(value))

int ctorch_clamp(ctorch_tensor x, double low, double high, ctorch_out out) noexcept {
    return yields(out, [&] {
        std::optional<at::Scalar> least, greatest;
        if (low != -INFINITY) least = scalar(x->value, low);
        if (high != INFINITY) greatest = scalar(x->value, high);
        return least || greatest ? x->value.clamp(least, greatest) : x->value;
    });
}

int ctorch_lerp(ctorch_tensor a, ctorch_tensor b, double weight, ctorch_out out) noexcept {
    return yields(out, [&] { return at::lerp(a->value, b->value, weight); });
}

int ctorch_linear(ctorch_tensor x, ctorch_tensor weight, ctorch_tensor bias,
                  ctorch_out out) noexcept {
    return yields(out, [&] { return at::linear(x->value, weight->value, optional(bias)); });
}

int ctorch_assign(ctorch_tensor x, ctorch_tensor source) noexcept {
    return guarded([&] { x->value.copy_(source->value); });
}

int ctorch_fill(ctorch_tensor x, double value) noexcept {
    return guarded([&] { x->value.fill_(scalar(x->value, value)); });
}

int ctorch_accumulate(ctorch_tensor x, ctorch_tensor y, double scale) noexcept {
    return guarded([&] { x->value.add_(y->value, scalar(x->value, scale)); });
}

int ctorch_scale(ctorch_tensor x, double factor) noexcept {
    return guarded([&] { x->value.mul_(scalar(x->value, factor)); });
}

int ctorch_move_towards(ctorch_tensor x, ctorch_tensor y, double weight) noexcept {
    return guarded([&] { x->value.lerp_(y->value, weight); });
}
