// SPDX-License-Identifier: Apache-2.0

#include <ATen/ops/avg_pool2d.h>
#include <ATen/ops/upsample_nearest2d.h>
#include <torch/csrc/autograd/custom_function.h>

#include "halving.h"

using torch::autograd::AutogradContext;
using torch::autograd::Function;
using torch::autograd::variable_list;

namespace {

// Each is the other's gradient, but for the memory order, which is that of the larger images.

struct Halved : Function<Halved> {
    static at::Tensor forward(AutogradContext *context, const at::Tensor &x) {
        context->saved_data["format"] = static_cast<int64_t>(x.suggest_memory_format());
        return at::avg_pool2d(x, {2, 2}, {2, 2});
    }

    static variable_list backward(AutogradContext *context, variable_list g);
};

struct Doubled : Function<Doubled> {
    static at::Tensor forward(AutogradContext *context, const at::Tensor &g, int64_t format) {
        (void)context;
        auto order = static_cast<at::MemoryFormat>(format);
        at::Tensor quarters = g.mul(0.25).contiguous(order);
        int64_t rows = g.size(2), columns = g.size(3);
        if (order == at::MemoryFormat::ChannelsLast)
            return at::upsample_nearest2d(quarters, {2 * rows, 2 * columns});
        // Repetition map after map is slow in LibTorch; a copy of a view that repeats is not.
        return quarters.unsqueeze(3).unsqueeze(5)
            .expand({-1, -1, rows, 2, columns, 2})
            .reshape({g.size(0), g.size(1), 2 * rows, 2 * columns});
    }

    static variable_list backward(AutogradContext *context, variable_list h) {
        (void)context;
        return {Halved::apply(h[0]), at::Tensor()};
    }
};

variable_list Halved::backward(AutogradContext *context, variable_list g) {
    return {Doubled::apply(g[0], context->saved_data["format"].toInt())};
}

bool is_two(ctorch_pair pair) { return pair.height == 2 && pair.width == 2; }

} // namespace

bool ctorch::is_halving(const at::Tensor &x, ctorch_pair kernel, ctorch_pair stride,
                        ctorch_pair padding) {
    bool is_plain = is_two(kernel) && is_two(stride) && padding.height == 0 && padding.width == 0;
    return is_plain && x.dim() == 4 && x.size(2) % 2 == 0 && x.size(3) % 2 == 0;
}

at::Tensor ctorch::halved(const at::Tensor &x) { return Halved::apply(x); }
