// SPDX-License-Identifier: Apache-2.0

#include <ATen/ops/adaptive_avg_pool2d.h>
#include <ATen/ops/adaptive_max_pool2d.h>
#include <ATen/ops/avg_pool2d.h>
#include <ATen/ops/max_pool2d.h>

#include "halving.h"

using namespace ctorch;

int ctorch_average_pool(ctorch_tensor x, ctorch_pair kernel, ctorch_pair stride,
                        ctorch_pair padding, bool ceiling, bool counts_padding,
                        ctorch_out out) noexcept {
    return yields(out, [&] {
        if (is_halving(x->value, kernel, stride, padding)) return halved(x->value);
        return at::avg_pool2d(x->value, sides(kernel), sides(stride), sides(padding), ceiling,
                              counts_padding);
    });
}

int ctorch_max_pool(ctorch_tensor x, ctorch_pair kernel, ctorch_pair stride, ctorch_pair padding,
                    bool ceiling, ctorch_out out) noexcept {
    return yields(out, [&] {
        return at::max_pool2d(x->value, sides(kernel), sides(stride), sides(padding),
                              {1, 1}, ceiling);
    });
}

int ctorch_adaptive_average_pool(ctorch_tensor x, ctorch_pair size, ctorch_out out) noexcept {
    return yields(out, [&] { return at::adaptive_avg_pool2d(x->value, sides(size)); });
}

int ctorch_adaptive_max_pool(ctorch_tensor x, ctorch_pair size, ctorch_out out) noexcept {
    return yields(out, [&] {
        return std::get<0>(at::adaptive_max_pool2d(x->value, sides(size)));
    });
}
