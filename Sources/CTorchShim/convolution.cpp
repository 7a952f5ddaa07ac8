// SPDX-License-Identifier: Apache-2.0

#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/grad_mode.h>
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

/// oneDNN's convolution with an activation in it, if this LibTorch has one: a program may be built
/// without oneDNN, and the operation has no C++ function of its own.
static at::Tensor fused_relu(const at::Tensor &x, const at::Tensor &weight,
                             const std::optional<at::Tensor> &bias, at::IntArrayRef stride,
                             at::IntArrayRef padding, int64_t groups) {
    static const std::optional<c10::OperatorHandle> operation =
        c10::Dispatcher::singleton().findSchema({"mkldnn::_convolution_pointwise", ""});
    bool fits = x.is_cpu() && x.scalar_type() == at::kFloat && weight.scalar_type() == at::kFloat;
    if (!operation || !fits) return at::Tensor();
    std::vector<int64_t> dilation{1, 1};
    torch::jit::Stack stack;
    stack.emplace_back(x);
    stack.emplace_back(weight);
    stack.emplace_back(bias);
    stack.emplace_back(padding.vec());
    stack.emplace_back(stride.vec());
    stack.emplace_back(dilation);
    stack.emplace_back(groups);
    stack.emplace_back("relu");
    stack.emplace_back(c10::List<std::optional<at::Scalar>>());
    stack.emplace_back("");
    operation->callBoxed(stack);
    return stack.front().toTensor();
}

int ctorch_convolution_relu(ctorch_tensor x, ctorch_tensor weight, ctorch_tensor bias,
                            ctorch_pair stride, ctorch_pair padding, intptr_t groups,
                            ctorch_out out) noexcept {
    return yields(out, [&] {
        at::NoGradGuard guard;
        at::Tensor fused = fused_relu(x->value, weight->value, optional(bias), sides(stride),
                                      sides(padding), groups);
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
