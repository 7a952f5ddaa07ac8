// SPDX-License-Identifier: Apache-2.0

#include <numeric>

#include <ATen/ops/linalg_vector_norm.h>
#include <ATen/ops/topk.h>

#include "call.h"

using namespace ctorch;

/// All axes of a tensor, for operations that take no empty list.
static std::vector<int64_t> all_axes(const at::Tensor &x) {
    std::vector<int64_t> axes(x.dim());
    std::iota(axes.begin(), axes.end(), 0);
    return axes;
}

REDUCTION(sum, x.sum(), x.sum(axes, keep))
REDUCTION(mean, x.mean(), x.mean(axes, keep))
REDUCTION(greatest, x.amax(), x.amax(axes, keep))
REDUCTION(least, x.amin(), x.amin(axes, keep))
REDUCTION(log_sum_exponential, x.logsumexp(all_axes(x)),
          x.logsumexp(axes.empty() ? at::IntArrayRef(all_axes(x)) : axes, keep))
REDUCTION(norm, at::linalg_vector_norm(x),
          at::linalg_vector_norm(x, 2, axes.empty() ? at::OptionalIntArrayRef() : axes, keep))

int ctorch_variance(ctorch_tensor x, const intptr_t *axes, intptr_t count, double correction,
                    bool keep, ctorch_out out) noexcept {
    return yields(out, [&] {
        at::OptionalIntArrayRef over;
        if (count > 0) over = numbers(axes, count);
        return x->value.var(over, at::Scalar(correction), keep);
    });
}

int ctorch_index_of_greatest(ctorch_tensor x, intptr_t axis, ctorch_out out) noexcept {
    return yields(out, [&] { return x->value.argmax(axis); });
}

int ctorch_index_of_least(ctorch_tensor x, intptr_t axis, ctorch_out out) noexcept {
    return yields(out, [&] { return x->value.argmin(axis); });
}

int ctorch_cumulative_sum(ctorch_tensor x, intptr_t axis, ctorch_out out) noexcept {
    return yields(out, [&] { return x->value.cumsum(axis); });
}

int ctorch_top(ctorch_tensor x, intptr_t count, intptr_t axis, ctorch_out values,
               ctorch_out indices) noexcept {
    return guarded([&] {
        auto [greatest, places] = at::topk(x->value, count, axis);
        *values = new ctorch_tensor_s{std::move(greatest)};
        *indices = new ctorch_tensor_s{std::move(places)};
    });
}
