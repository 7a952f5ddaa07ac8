// SPDX-License-Identifier: Apache-2.0

#include <ATen/ops/_upsample_bicubic2d_aa.h>
#include <ATen/ops/_upsample_bilinear2d_aa.h>
#include <ATen/ops/_upsample_nearest_exact2d.h>
#include <ATen/ops/pixel_shuffle.h>
#include <ATen/ops/pixel_unshuffle.h>
#include <ATen/ops/upsample_bicubic2d.h>
#include <ATen/ops/upsample_bilinear2d.h>
#include <ATen/ops/upsample_nearest2d.h>

#include "shim.h"

using namespace ctorch;

int ctorch_resample(ctorch_tensor handle, ctorch_pair pair, ctorch_resampling method,
                    bool align_corners, ctorch_out out) noexcept {
    return yields(out, [&] {
        const at::Tensor &x = handle->value;
        auto size = sides(pair);
        at::IntArrayRef wanted(size);
        switch (method) {
        case CTORCH_NEAREST: return at::upsample_nearest2d(x, wanted);
        case CTORCH_NEAREST_EXACT: return at::_upsample_nearest_exact2d(x, wanted);
        case CTORCH_BILINEAR: return at::upsample_bilinear2d(x, wanted, align_corners);
        case CTORCH_BICUBIC: return at::upsample_bicubic2d(x, wanted, align_corners);
        case CTORCH_BILINEAR_ANTIALIASED:
            return at::_upsample_bilinear2d_aa(x, wanted, align_corners);
        case CTORCH_BICUBIC_ANTIALIASED:
            return at::_upsample_bicubic2d_aa(x, wanted, align_corners);
        }
        TORCH_CHECK(false, "there is no resampling number ", static_cast<int>(method));
    });
}

int ctorch_pixel_shuffle(ctorch_tensor x, intptr_t factor, ctorch_out out) noexcept {
    return yields(out, [&] { return at::pixel_shuffle(x->value, factor); });
}

int ctorch_pixel_unshuffle(ctorch_tensor x, intptr_t factor, ctorch_out out) noexcept {
    return yields(out, [&] { return at::pixel_unshuffle(x->value, factor); });
}
