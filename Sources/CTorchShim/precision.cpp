// SPDX-License-Identifier: Apache-2.0

#include <ATen/autocast_mode.h>

#include "shim.h"

using namespace ctorch;

static at::DeviceType kind(ctorch_device number) { return number < 0 ? at::kCPU : at::kCUDA; }

ctorch_autocast ctorch_get_autocast(ctorch_device number) noexcept {
    return {at::autocast::is_autocast_enabled(kind(number)),
            type_of(at::autocast::get_autocast_dtype(kind(number)))};
}

int ctorch_set_autocast(ctorch_device number, ctorch_autocast setting) noexcept {
    return guarded([&] {
        at::autocast::set_autocast_dtype(kind(number), scalar_type(setting.type));
        at::autocast::set_autocast_enabled(kind(number), setting.enabled);
    });
}

void ctorch_clear_autocast(void) noexcept { at::autocast::clear_cache(); }
