// SPDX-License-Identifier: Apache-2.0

#include <ATen/ops/isfinite.h>
#include <ATen/ops/where.h>

#include "call.h"

using namespace ctorch;

BINARY(equal, a.eq(b))
BINARY(not_equal, a.ne(b))
BINARY(less, a.lt(b))
BINARY(less_or_equal, a.le(b))
BINARY(greater, a.gt(b))
BINARY(greater_or_equal, a.ge(b))

SCALAR(equal_number, x.eq(value))
SCALAR(not_equal_number, x.ne(value))
SCALAR(less_number, x.lt(value))
SCALAR(less_or_equal_number, x.le(value))
SCALAR(greater_number, x.gt(value))
SCALAR(greater_or_equal_number, x.ge(value))

BINARY(logical_and, a.logical_and(b))
BINARY(logical_or, a.logical_or(b))
UNARY(logical_not, x.logical_not())
UNARY(is_finite, at::isfinite(x))
UNARY(all, x.all())
UNARY(any, x.any())

int ctorch_choose(ctorch_tensor condition, ctorch_tensor a, ctorch_tensor b,
                  ctorch_out out) noexcept {
    return yields(out, [&] { return at::where(condition->value, a->value, b->value); });
}
