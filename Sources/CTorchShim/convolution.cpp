// SPDX-License-Identifier: Apache-2.0

#include <ATen/core/grad_mode.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/conv_transpose2d.h>

#include "fused_convolution.h"

using namespace ctorch;

int ctorch_convolution(ctorch_tensor x, ctorch_tensor weight, ctorch_tensor bias,
                       ctorch_pair stride, ctorch_pair padding, ctorch_pair dilation,
                       intptr_t groups, ctorch_out out) noexcept {
    return yields(out, [&] {
        return at::conv2d(x->value, weight->value, optional(bias), sides(stride), sides(padding),
                          sides(dilation), groups);
    });
}

int ctorch_convolution_relu(ctorch_tensor x, ctorch_tensor weight, ctorch_tensor bias,
                            ctorch_pair stride, ctorch_pair padding, intptr_t groups,
                            ctorch_out out) noexcept {
    return yields(out, [&] {
        at::NoGradGuard guard;
        at::Tensor fused = convolved_and_activated(x->value, weight->value, optional(bias),
                                                   sides(stride), sides(padding), groups, {"relu"});
        if (fused.defined()) return fused;
        return at::conv2d(x->value, weight->value, optional(bias), sides(stride), sides(padding),
                          1, groups)
            .relu_();
    });
}

int ctorch_transposed_convolution(ctorch_tensor x, ctorch_tensor weight, ctorch_tensor bias,
                                  ctorch_pair stride, ctorch_pair padding,
                                  ctorch_pair output_padding, ctorch_pair dilation,
                                  intptr_t groups, ctorch_out out) noexcept {
    return yields(out, [&] {
        return at::conv_transpose2d(x->value, weight->value, optional(bias), sides(stride),
                                    sides(padding), sides(output_padding), groups,
                                    sides(dilation));
    });
}
