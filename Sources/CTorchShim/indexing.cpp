// SPDX-License-Identifier: Apache-2.0

#include <ATen/ops/cat.h>
#include <ATen/ops/embedding.h>
#include <ATen/ops/gather.h>
#include <ATen/ops/one_hot.h>
#include <ATen/ops/pad.h>
#include <ATen/ops/stack.h>

#include "shim.h"

using namespace ctorch;

int ctorch_reshape(ctorch_tensor x, const intptr_t *shape, intptr_t rank,
                   ctorch_out out) noexcept {
    return yields(out, [&] { return x->value.reshape(numbers(shape, rank)); });
}

int ctorch_permute(ctorch_tensor x, const intptr_t *axes, intptr_t rank,
                   ctorch_out out) noexcept {
    return yields(out, [&] { return x->value.permute(numbers(axes, rank)); });
}

int ctorch_expand(ctorch_tensor x, const intptr_t *shape, intptr_t rank,
                  ctorch_out out) noexcept {
    return yields(out, [&] { return x->value.expand(numbers(shape, rank)); });
}

int ctorch_squeeze(ctorch_tensor x, intptr_t axis, ctorch_out out) noexcept {
    return yields(out, [&] {
        TORCH_CHECK(x->value.size(axis) == 1, "axis ", axis, " has length ", x->value.size(axis),
                    "; only one of length 1 can be taken away");
        return x->value.squeeze(axis);
    });
}

int ctorch_unsqueeze(ctorch_tensor x, intptr_t axis, ctorch_out out) noexcept {
    return yields(out, [&] { return x->value.unsqueeze(axis); });
}

int ctorch_flip(ctorch_tensor x, const intptr_t *axes, intptr_t count, ctorch_out out) noexcept {
    return yields(out, [&] { return x->value.flip(numbers(axes, count)); });
}

int ctorch_select(ctorch_tensor x, intptr_t axis, intptr_t index, ctorch_out out) noexcept {
    return yields(out, [&] { return x->value.select(axis, index); });
}

int ctorch_slice(ctorch_tensor x, intptr_t axis, intptr_t start, intptr_t end, intptr_t step,
                 ctorch_out out) noexcept {
    return yields(out, [&] {
        int64_t length = x->value.size(axis);
        TORCH_CHECK(0 <= start && start <= end && end <= length, "the range ", start, "..<", end,
                    " lies outside of axis ", axis, ", which has length ", length);
        return x->value.slice(axis, start, end, step);
    });
}

int ctorch_index_select(ctorch_tensor x, intptr_t axis, ctorch_tensor indices,
                        ctorch_out out) noexcept {
    return yields(out, [&] { return x->value.index_select(axis, indices->value); });
}

int ctorch_gather(ctorch_tensor x, intptr_t axis, ctorch_tensor indices, ctorch_out out) noexcept {
    return yields(out, [&] { return at::gather(x->value, axis, indices->value); });
}

int ctorch_embedding(ctorch_tensor table, ctorch_tensor indices, ctorch_out out) noexcept {
    return yields(out, [&] { return at::embedding(table->value, indices->value); });
}

int ctorch_one_hot(ctorch_tensor labels, intptr_t classes, ctorch_out out) noexcept {
    return yields(out, [&] { return at::one_hot(labels->value, classes); });
}

int ctorch_concatenate(ctorch_tensors tensors, intptr_t count, intptr_t axis,
                       ctorch_out out) noexcept {
    return yields(out, [&] { return at::cat(list(tensors, count), axis); });
}

int ctorch_stack(ctorch_tensors tensors, intptr_t count, intptr_t axis, ctorch_out out) noexcept {
    return yields(out, [&] { return at::stack(list(tensors, count), axis); });
}

int ctorch_pad(ctorch_tensor x, const intptr_t *amounts, intptr_t count, ctorch_padding mode,
               double value, ctorch_out out) noexcept {
    return yields(out, [&] {
        at::IntArrayRef sides = numbers(amounts, count);
        switch (mode) {
        case CTORCH_CONSTANT: return at::pad(x->value, sides, "constant", value);
        case CTORCH_REFLECT: return at::pad(x->value, sides, "reflect");
        case CTORCH_REPLICATE: return at::pad(x->value, sides, "replicate");
        case CTORCH_CIRCULAR: return at::pad(x->value, sides, "circular");
        }
        TORCH_CHECK(false, "there is no padding number ", static_cast<int>(mode));
    });
}
