// SPDX-License-Identifier: Apache-2.0

#include <ATen/Parallel.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <c10/core/impl/DeviceGuardImplInterface.h>
#include <torch/version.h>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

#include "shim.h"

using namespace ctorch;

intptr_t ctorch_cuda_count(void) noexcept {
    intptr_t count = 0;
    // A driver that fails is a machine without the device.
    guarded([&] { count = at::detail::getCUDAHooks().getNumGPUs(); });
    return count;
}

int ctorch_synchronise(ctorch_device number) noexcept {
    return guarded([&] {
        if (number >= 0) {
            c10::impl::getDeviceGuardImpl(at::kCUDA)->synchronizeDevice(
                static_cast<c10::DeviceIndex>(number));
        }
    });
}

int ctorch_set_threads(intptr_t count) noexcept {
    return guarded([&] { at::set_num_threads(static_cast<int>(count)); });
}

intptr_t ctorch_threads(void) noexcept { return at::get_num_threads(); }

void ctorch_keep_freed_memory(void) noexcept {
#if defined(__GLIBC__)
    mallopt(M_MMAP_THRESHOLD, 1 << 30);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
    mallopt(M_TOP_PAD, 64 << 20);
#endif
}

const char *ctorch_version(void) noexcept { return TORCH_VERSION; }
