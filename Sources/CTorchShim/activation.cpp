// SPDX-License-Identifier: Apache-2.0

#include <ATen/core/Reduction.h>
#include <ATen/ops/binary_cross_entropy_with_logits.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/elu.h>
#include <ATen/ops/gelu.h>
#include <ATen/ops/leaky_relu.h>
#include <ATen/ops/log_sigmoid.h>
#include <ATen/ops/silu.h>
#include <ATen/ops/softplus.h>

#include "call.h"

using namespace ctorch;

UNARY(relu, x.relu())
UNARY(sigmoid, x.sigmoid())
UNARY(log_sigmoid, at::log_sigmoid(x))
UNARY(hyperbolic_tangent, x.tanh())
UNARY(softplus, at::softplus(x))
UNARY(gelu, at::gelu(x))
UNARY(silu, at::silu(x))

SCALAR(leaky_relu, at::leaky_relu(x, value))
SCALAR(elu, at::elu(x, value))

int ctorch_softmax(ctorch_tensor x, intptr_t axis, ctorch_out out) noexcept {
    return yields(out, [&] { return x->value.softmax(axis); });
}

int ctorch_log_softmax(ctorch_tensor x, intptr_t axis, ctorch_out out) noexcept {
    return yields(out, [&] { return x->value.log_softmax(axis); });
}

int ctorch_cross_entropy(ctorch_tensor logits, ctorch_tensor labels, double smoothing,
                         ctorch_out out) noexcept {
    return yields(out, [&] {
        return at::cross_entropy_loss(logits->value, labels->value, {}, at::Reduction::Mean, -100,
                                      smoothing);
    });
}

int ctorch_binary_cross_entropy(ctorch_tensor logits, ctorch_tensor targets,
                                ctorch_out out) noexcept {
    return yields(out, [&] {
        return at::binary_cross_entropy_with_logits(logits->value, targets->value);
    });
}
