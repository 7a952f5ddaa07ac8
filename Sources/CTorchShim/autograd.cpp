// SPDX-License-Identifier: Apache-2.0

#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/autograd.h>

#include "call.h"

using namespace ctorch;

bool ctorch_requires_gradient(ctorch_tensor x) noexcept { return x->value.requires_grad(); }

int ctorch_require_gradient(ctorch_tensor x, bool required) noexcept {
    return guarded([&] { x->value.set_requires_grad(required); });
}

UNARY(detach, x.detach())

int ctorch_gradient(ctorch_tensor x, ctorch_out out) noexcept {
    return guarded([&] {
        const at::Tensor &gradient = x->value.grad();
        *out = gradient.defined() ? new ctorch_tensor_s{gradient} : nullptr;
    });
}

int ctorch_set_gradient(ctorch_tensor x, ctorch_tensor gradient) noexcept {
    return guarded([&] { x->value.mutable_grad() = gradient ? gradient->value : at::Tensor(); });
}

int ctorch_backward(ctorch_tensor x, ctorch_tensor weight, bool keep_graph,
                    bool create_graph) noexcept {
    return guarded([&] {
        torch::autograd::backward({x->value}, {weight ? weight->value : at::Tensor()}, keep_graph,
                                  create_graph);
    });
}

int ctorch_gradients(ctorch_tensors outputs, intptr_t output_count, ctorch_tensors inputs,
                     intptr_t input_count, ctorch_tensors weights, bool keep_graph,
                     bool create_graph, bool allow_unused, ctorch_tensor *gradients) noexcept {
    return guarded([&] {
        std::vector<at::Tensor> results = torch::autograd::grad(
            list(outputs, output_count), list(inputs, input_count),
            weights ? list(weights, output_count) : std::vector<at::Tensor>(), keep_graph,
            create_graph, allow_unused);
        for (intptr_t index = 0; index < input_count; ++index) {
            at::Tensor &result = results[index];
            gradients[index] =
                result.defined() ? new ctorch_tensor_s{std::move(result)} : nullptr;
        }
    });
}

bool ctorch_records_gradients(void) noexcept { return c10::GradMode::is_enabled(); }

void ctorch_record_gradients(bool records) noexcept { c10::GradMode::set_enabled(records); }
