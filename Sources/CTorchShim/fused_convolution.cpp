// SPDX-License-Identifier: Apache-2.0

#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/cpu/Utils.h>

#include "fused_convolution.h"

// Without instructions for it oneDNN refuses the type, which LibTorch's own convolution does not.
static bool knows_bfloat16() {
    auto known = at::cpu::get_cpu_capabilities();
    auto found = known.find("avx512_bf16");
    return found != known.end() && found->second.toBool();
}

// A LibTorch may be built without oneDNN, and the operation has no C++ function of its own.
at::Tensor ctorch::convolved_and_activated(const at::Tensor &x, const at::Tensor &weight,
                                           const std::optional<at::Tensor> &bias,
                                           at::IntArrayRef stride, at::IntArrayRef padding,
                                           int64_t groups, const Activation &activation) {
    static const std::optional<c10::OperatorHandle> operation =
        c10::Dispatcher::singleton().findSchema({"mkldnn::_convolution_pointwise", ""});
    static const bool has_bfloat16 = knows_bfloat16();
    bool is_known = x.scalar_type() == at::kFloat ||
                    (x.scalar_type() == at::kBFloat16 && has_bfloat16);
    bool fits = x.is_cpu() && is_known && weight.scalar_type() == x.scalar_type();
    if (!operation || !fits) return at::Tensor();
    std::vector<int64_t> dilation{1, 1};
    c10::List<std::optional<at::Scalar>> numbers;
    if (activation.number) numbers.push_back(at::Scalar(*activation.number));
    torch::jit::Stack stack;
    stack.emplace_back(x);
    stack.emplace_back(weight);
    stack.emplace_back(bias);
    stack.emplace_back(padding.vec());
    stack.emplace_back(stride.vec());
    stack.emplace_back(dilation);
    stack.emplace_back(groups);
    stack.emplace_back(activation.name);
    stack.emplace_back(numbers);
    stack.emplace_back("");
    operation->callBoxed(stack);
    return stack.front().toTensor();
}
