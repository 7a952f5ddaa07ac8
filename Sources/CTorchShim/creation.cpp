// SPDX-License-Identifier: Apache-2.0

#include <ATen/ops/arange.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/eye.h>
#include <ATen/ops/full.h>

#include "shim.h"

using namespace ctorch;

int ctorch_from_bytes(const void *bytes, const intptr_t *shape, intptr_t rank, ctorch_type type,
                      ctorch_device number, ctorch_out out) noexcept {
    return yields(out, [&] {
        at::Tensor x = at::empty(numbers(shape, rank), options(type, -1));
        if (x.nbytes() > 0) std::memcpy(x.mutable_data_ptr(), bytes, x.nbytes());
        return number < 0 ? x : x.to(device(number));
    });
}

int ctorch_copy_bytes(ctorch_tensor x, void *bytes, intptr_t size) noexcept {
    return guarded([&] {
        at::Tensor source = x->value.detach().to(at::kCPU).contiguous();
        TORCH_CHECK(static_cast<size_t>(size) == source.nbytes(), "the tensor has ",
                    source.nbytes(), " bytes, and ", size, " were asked for");
        if (size > 0) std::memcpy(bytes, source.const_data_ptr(), size);
    });
}

int ctorch_full(const intptr_t *shape, intptr_t rank, double value, ctorch_type type,
                ctorch_device number, ctorch_out out) noexcept {
    return yields(out, [&] {
        return at::full(numbers(shape, rank), value, options(type, number));
    });
}

int ctorch_range(double start, double step, intptr_t count, ctorch_type type, ctorch_device number,
                 ctorch_out out) noexcept {
    return yields(out, [&] {
        // Whole numbers are counted as such, so that the last one is not lost to rounding.
        at::Tensor steps = at::arange(static_cast<int64_t>(count),
                                      options(CTORCH_FLOAT64, number));
        return steps.mul(step).add(start).to(scalar_type(type));
    });
}

int ctorch_identity(intptr_t side, ctorch_type type, ctorch_device number,
                    ctorch_out out) noexcept {
    return yields(out, [&] { return at::eye(side, options(type, number)); });
}

int ctorch_convert(ctorch_tensor x, ctorch_type type, ctorch_device number,
                   ctorch_out out) noexcept {
    return yields(out, [&] { return x->value.to(device(number), scalar_type(type)); });
}

int ctorch_arrange(ctorch_tensor x, bool channels_last, ctorch_out out) noexcept {
    return yields(out, [&] {
        return x->value.contiguous(channels_last ? at::MemoryFormat::ChannelsLast
                                                 : at::MemoryFormat::Contiguous);
    });
}

int ctorch_clone(ctorch_tensor x, ctorch_out out) noexcept {
    return yields(out, [&] { return x->value.clone(); });
}

int ctorch_share(ctorch_tensor x, ctorch_out out) noexcept {
    return yields(out, [&] { return x->value; });
}
