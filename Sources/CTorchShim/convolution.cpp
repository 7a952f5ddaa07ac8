// SPDX-License-Identifier: Apache-2.0

#include <ATen/ops/conv2d.h>
#include <ATen/ops/conv_transpose2d.h>

#include "shim.h"

using namespace ctorch;

int ctorch_convolution(ctorch_tensor x, ctorch_tensor weight, ctorch_tensor bias,
                       ctorch_pair stride, ctorch_pair padding, ctorch_pair dilation,
                       intptr_t groups, ctorch_out out) noexcept {
    return yields(out, [&] {
        return at::conv2d(x->value, weight->value, optional(bias), sides(stride), sides(padding),
                          sides(dilation), groups);
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
