// SPDX-License-Identifier: Apache-2.0
//
// A convolution with a leaky ReLU, whose gradients are differentiated at the cost of convolutions.
//
// A convolution is linear in its input and in its weight, so with a third tensor g it makes one
// form of three, <g, x * w>, and its derivatives by any of them are a convolution, its transpose,
// or the correlation of input and output that a weight's gradient is. LibTorch takes the weight's
// share of a second derivative by a convolution whose kernel is an image, for which it copies
// both tensors into another layout. Here the three call one another, each by the kernel that was
// made for it. The activation has no second derivative where it has a first one; LibTorch adds
// zeros in its place.

#include <ATen/ops/conv2d.h>
#include <ATen/ops/convolution_backward.h>
#include <ATen/ops/leaky_relu.h>
#include <ATen/ops/leaky_relu_backward.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/custom_function.h>

#include "fused_convolution.h"

using namespace ctorch;
using torch::autograd::AutogradContext;
using torch::autograd::Function;
using torch::autograd::variable_list;

namespace {

using Pair = std::array<int64_t, 2>;
constexpr Pair ones{1, 1}, none{0, 0};
const std::optional<at::Tensor> no_bias;

/// A slope of 1 is no activation.
bool is_linear(double slope) { return slope == 1; }

/// x in the type of another: weights are kept in more digits than features of 16 bits have.
at::Tensor typed(const at::Tensor &x, const at::Tensor &other) {
    return x.defined() ? x.to(other.scalar_type()) : x;
}

void keep(AutogradContext *context, variable_list tensors, Pair padding) {
    context->save_for_backward(std::move(tensors));
    context->saved_data["padding"] = std::vector<int64_t>(padding.begin(), padding.end());
}

Pair padding_of(AutogradContext *context) {
    std::vector<int64_t> sides = context->saved_data["padding"].toIntVector();
    return {sides[0], sides[1]};
}

/// The gradients by input, weight and bias that are wanted, those of weight and bias in their type.
std::array<at::Tensor, 3> gradients(const at::Tensor &g, const at::Tensor &x,
                                    const at::Tensor &weight, Pair padding,
                                    std::array<bool, 3> wanted) {
    int64_t outputs = weight.size(0);
    auto [by_input, by_weight, by_bias] = at::convolution_backward(
        g, x, typed(weight, g), at::IntArrayRef(outputs), ones, padding, ones, false, none, 1,
        wanted);
    return {by_input, typed(by_weight, weight), typed(by_bias, weight)};
}

/// g times the slope of the activation whose outputs are y.
struct Sloped : Function<Sloped> {
    static at::Tensor forward(AutogradContext *context, const at::Tensor &g, const at::Tensor &y,
                              double slope) {
        context->save_for_backward({y});
        context->saved_data["slope"] = slope;
        return at::leaky_relu_backward(g, y, slope, true);
    }

    static variable_list backward(AutogradContext *context, variable_list g) {
        at::Tensor y = context->get_saved_variables()[0];
        return {Sloped::apply(g[0], y, context->saved_data["slope"].toDouble()), at::Tensor(),
                at::Tensor()};
    }
};

struct Convolved : Function<Convolved> {
    static at::Tensor forward(AutogradContext *context, const at::Tensor &x,
                              const at::Tensor &weight, const std::optional<at::Tensor> &bias,
                              Pair padding, double slope);
    static variable_list backward(AutogradContext *context, variable_list g);
};

struct ByInput : Function<ByInput> {
    static at::Tensor forward(AutogradContext *context, const at::Tensor &g,
                              const at::Tensor &weight, const at::Tensor &shape, Pair padding) {
        keep(context, {g, weight}, padding);
        return gradients(g, shape, weight, padding, {true, false, false})[0];
    }

    static variable_list backward(AutogradContext *context, variable_list h);
};

struct ByWeight : Function<ByWeight> {
    static at::Tensor forward(AutogradContext *context, const at::Tensor &g, const at::Tensor &x,
                              const at::Tensor &weight, Pair padding) {
        keep(context, {g, x}, padding);
        return gradients(g, x, weight, padding, {false, true, false})[1];
    }

    static variable_list backward(AutogradContext *context, variable_list h);
};

at::Tensor Convolved::forward(AutogradContext *context, const at::Tensor &x,
                              const at::Tensor &weight, const std::optional<at::Tensor> &bias,
                              Pair padding, double slope) {
    at::Tensor w = typed(weight, x);
    std::optional<at::Tensor> b;
    if (bias) b = typed(*bias, x);
    at::Tensor y;
    if (!is_linear(slope)) {
        y = convolved_and_activated(x, w, b, ones, padding, 1, {"leaky_relu", slope});
        if (!y.defined()) y = at::leaky_relu(at::conv2d(x, w, b, ones, padding), slope);
    } else {
        y = at::conv2d(x, w, b, ones, padding);
    }
    keep(context, {x, weight, is_linear(slope) ? at::Tensor() : y}, padding);
    context->saved_data["slope"] = slope;
    context->saved_data["has bias"] = bias.has_value();
    return y;
}

variable_list Convolved::backward(AutogradContext *context, variable_list gradient) {
    variable_list saved = context->get_saved_variables();
    const at::Tensor &x = saved[0], &weight = saved[1], &y = saved[2];
    double slope = context->saved_data["slope"].toDouble();
    Pair padding = padding_of(context);
    bool has_bias = context->saved_data["has bias"].toBool();
    std::array<bool, 3> wanted{context->needs_input_grad(0), context->needs_input_grad(1),
                               has_bias && context->needs_input_grad(2)};
    at::Tensor g = is_linear(slope) ? gradient[0] : Sloped::apply(gradient[0], y, slope);
    at::Tensor by_input, by_weight, by_bias;
    if (c10::GradMode::is_enabled()) {
        if (wanted[0]) by_input = ByInput::apply(g, weight, x.detach(), padding);
        if (wanted[1]) by_weight = ByWeight::apply(g, x, weight.detach(), padding);
        if (wanted[2]) by_bias = g.to(weight.scalar_type()).sum({0, 2, 3});
    } else {
        std::array<at::Tensor, 3> all = gradients(g, x, weight, padding, wanted);
        by_input = all[0], by_weight = all[1], by_bias = all[2];
    }
    return {by_input, by_weight, by_bias, at::Tensor(), at::Tensor()};
}

variable_list ByInput::backward(AutogradContext *context, variable_list h) {
    variable_list saved = context->get_saved_variables();
    const at::Tensor &g = saved[0], &weight = saved[1];
    Pair padding = padding_of(context);
    at::Tensor by_gradient, by_weight;
    if (context->needs_input_grad(0))
        by_gradient = Convolved::apply(h[0], weight, no_bias, padding, 1.0);
    if (context->needs_input_grad(1))
        by_weight = ByWeight::apply(g, h[0], weight.detach(), padding);
    return {by_gradient, by_weight, at::Tensor(), at::Tensor()};
}

variable_list ByWeight::backward(AutogradContext *context, variable_list h) {
    variable_list saved = context->get_saved_variables();
    const at::Tensor &g = saved[0], &x = saved[1];
    Pair padding = padding_of(context);
    at::Tensor by_gradient, by_input;
    if (context->needs_input_grad(0))
        by_gradient = Convolved::apply(x, h[0], no_bias, padding, 1.0);
    if (context->needs_input_grad(1))
        by_input = ByInput::apply(g, h[0], x.detach(), padding);
    return {by_gradient, by_input, at::Tensor(), at::Tensor()};
}

} // namespace

int ctorch_leaky_convolution(ctorch_tensor x, ctorch_tensor weight, ctorch_tensor bias,
                             ctorch_pair padding, double slope, ctorch_out out) noexcept {
    return yields(out, [&] {
        TORCH_CHECK(slope >= 0, "a slope of ", slope, " hides the sign of what it is applied to");
        return Convolved::apply(x->value, weight->value, optional(bias), sides(padding), slope);
    });
}
