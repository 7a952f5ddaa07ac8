// SPDX-License-Identifier: Apache-2.0

#ifndef CTORCH_HALVING_H
#define CTORCH_HALVING_H

#include "shim.h"

namespace ctorch {

/// Whether the means of windows of this kind are `halved`.
bool is_halving(const at::Tensor &x, ctorch_pair kernel, ctorch_pair stride, ctorch_pair padding);

/// The means of 2×2 pixels, whose gradient is written once: LibTorch's own fills it with zeros and
/// adds to them.
at::Tensor halved(const at::Tensor &x);

} // namespace ctorch

#endif
