// SPDX-License-Identifier: Apache-2.0

#ifndef CTORCH_FUSED_CONVOLUTION_H
#define CTORCH_FUSED_CONVOLUTION_H

#include "shim.h"

namespace ctorch {

/// An activation as oneDNN's operations are told it.
struct Activation {
    std::string name;
    std::optional<double> number = std::nullopt;
};

/// oneDNN's convolution with an activation in it; undefined where this LibTorch, the place or the
/// type of the tensors has none. No gradient is recorded.
at::Tensor convolved_and_activated(const at::Tensor &x, const at::Tensor &weight,
                                   const std::optional<at::Tensor> &bias, at::IntArrayRef stride,
                                   at::IntArrayRef padding, int64_t groups,
                                   const Activation &activation);

} // namespace ctorch

#endif
