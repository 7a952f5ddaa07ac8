// SPDX-License-Identifier: Apache-2.0

#include <ATen/ops/addcmul.h>
#include <ATen/ops/linalg_vector_norm.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/custom_function.h>

#include "shim.h"

using namespace ctorch;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

namespace {

/// The mean of the squares over the channels; those of 16-bit numbers are added in single
/// precision.
at::Tensor mean_square(const at::Tensor &x) {
    at::ScalarType sums = x.scalar_type() == at::kDouble ? at::kDouble : at::kFloat;
    // The norm needs no copy of the squares, but where channels lie apart it takes them one by one.
    if (x.suggest_memory_format() == at::MemoryFormat::ChannelsLast)
        return at::linalg_vector_norm(x, 2, {1}, true, sums).square_().div_(x.size(1));
    return x.square().mean({1}, true, sums);
}

/// y = r x with r = 1 / sqrt(mean of x squared over the channels + epsilon). Its gradient is
/// r (g - y mean(g y)): three passes over memory instead of eight for one operation after another.
struct PixelNorm : torch::autograd::Function<PixelNorm> {
    static at::Tensor forward(AutogradContext *context, const at::Tensor &x, double epsilon) {
        at::Tensor r = mean_square(x).add_(epsilon).rsqrt_().to(x.scalar_type());
        at::Tensor y = x.mul(r);
        context->save_for_backward({x, y, r});
        context->saved_data["epsilon"] = epsilon;
        return y;
    }

    static variable_list backward(AutogradContext *context, variable_list gradients) {
        variable_list saved = context->get_saved_variables();
        at::Tensor y = saved[1], r = saved[2];
        bool is_differentiated = c10::GradMode::is_enabled();
        if (is_differentiated) {
            // r was made without a record of how.
            double epsilon = context->saved_data["epsilon"].toDouble();
            r = saved[0].square().mean({1}, true).add(epsilon).rsqrt();
            y = saved[0].mul(r);
        }
        const at::Tensor &g = gradients[0];
        at::Tensor across = at::addcmul(g, y, g.mul(y).mean({1}, true), -1);
        return {is_differentiated ? across.mul(r) : across.mul_(r), at::Tensor()};
    }
};

} // namespace

int ctorch_pixel_norm(ctorch_tensor x, double epsilon, ctorch_out out) noexcept {
    return yields(out, [&] { return PixelNorm::apply(x->value, epsilon); });
}
