// SPDX-License-Identifier: Apache-2.0

#include <ATen/ops/batch_norm.h>
#include <ATen/ops/group_norm.h>
#include <ATen/ops/layer_norm.h>

#include "shim.h"

using namespace ctorch;

// Whether the vendor's library is used on a GPU, where it may be.
static constexpr bool uses_cudnn = true;

int ctorch_batch_norm(ctorch_tensor x, ctorch_tensor weight, ctorch_tensor bias,
                      ctorch_tensor running_mean, ctorch_tensor running_variance, bool training,
                      double momentum, double epsilon, ctorch_out out) noexcept {
    return yields(out, [&] {
        return at::batch_norm(x->value, optional(weight), optional(bias), optional(running_mean),
                              optional(running_variance), training, momentum, epsilon, uses_cudnn);
    });
}

int ctorch_group_norm(ctorch_tensor x, intptr_t groups, ctorch_tensor weight, ctorch_tensor bias,
                      double epsilon, ctorch_out out) noexcept {
    return yields(out, [&] {
        return at::group_norm(x->value, groups, optional(weight), optional(bias), epsilon,
                              uses_cudnn);
    });
}

int ctorch_layer_norm(ctorch_tensor x, intptr_t rank, ctorch_tensor weight, ctorch_tensor bias,
                      double epsilon, ctorch_out out) noexcept {
    return yields(out, [&] {
        at::IntArrayRef shape = x->value.sizes();
        TORCH_CHECK(rank >= 1 && static_cast<size_t>(rank) <= shape.size(),
                    "the last ", rank, " axes of a tensor of ", shape.size());
        return at::layer_norm(x->value, shape.slice(shape.size() - rank), optional(weight),
                              optional(bias), epsilon);
    });
}
