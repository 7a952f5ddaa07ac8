// SPDX-License-Identifier: Apache-2.0

#include "CProcessorFeatures.h"

// This file is C because Swift has no access to CPUID, and because it must be
// compiled without the very instructions that it looks for.
#if defined(__x86_64__)

uint32_t CProcessorFeaturesMissing(void) {
    // The compiler's runtime asks CPUID and, for AVX, whether the operating
    // system saves the wide registers.
    __builtin_cpu_init();
    uint32_t missing = 0;
    if (!__builtin_cpu_supports("avx2")) missing |= CProcessorFeatureAVX2;
    if (!__builtin_cpu_supports("fma")) missing |= CProcessorFeatureFMA;
    if (!__builtin_cpu_supports("bmi2")) missing |= CProcessorFeatureBMI2;
    if (!__builtin_cpu_supports("f16c")) missing |= CProcessorFeatureF16C;
    if (!__builtin_cpu_supports("lzcnt")) missing |= CProcessorFeatureLZCNT;
    if (!__builtin_cpu_supports("movbe")) missing |= CProcessorFeatureMOVBE;
    return missing;
}

#else

uint32_t CProcessorFeaturesMissing(void) {
    return 0;
}

#endif
