// SPDX-License-Identifier: Apache-2.0

#include <ATen/ops/_foreach_add.h>
#include <ATen/ops/_fused_adam.h>
#include <ATen/ops/_fused_adamw.h>
#include <ATen/ops/_fused_sgd.h>
#include <c10/core/GradMode.h>

#include "shim.h"

using namespace ctorch;

int ctorch_adam_step(ctorch_tensors parameters, ctorch_tensors gradients, ctorch_tensors means,
                     ctorch_tensors squares, ctorch_tensors steps, intptr_t count,
                     double learning_rate, double beta1, double beta2, double decay,
                     double epsilon, bool decoupled) noexcept {
    return guarded([&] {
        c10::AutoGradMode off(false);
        // The kernels correct for a count that includes this step and leave counting to the caller.
        at::_foreach_add_(list(steps, count), 1);
        auto step = [&](auto kernel) {
            kernel(list(parameters, count), list(gradients, count), list(means, count),
                   list(squares, count), std::vector<at::Tensor>(), list(steps, count));
        };
        if (decoupled) {
            step([&](auto &&...tensors) {
                at::_fused_adamw_(tensors..., learning_rate, beta1, beta2, decay, epsilon, false,
                                  false);
            });
        } else {
            step([&](auto &&...tensors) {
                at::_fused_adam_(tensors..., learning_rate, beta1, beta2, decay, epsilon, false,
                                 false);
            });
        }
    });
}

int ctorch_sgd_step(ctorch_tensors parameters, ctorch_tensors gradients, ctorch_tensors momenta,
                    intptr_t count, double learning_rate, double momentum, double dampening,
                    double decay, bool nesterov, bool is_first_step) noexcept {
    return guarded([&] {
        c10::AutoGradMode off(false);
        at::_fused_sgd_(list(parameters, count), list(gradients, count),
                        momenta ? list(momenta, count) : std::vector<at::Tensor>(), decay,
                        momentum, learning_rate, dampening, nesterov, false, is_first_step);
    });
}
