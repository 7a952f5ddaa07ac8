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

bool CProcessorHasBfloat16(void) {
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx512bf16") != 0;
}

#else

#if defined(__aarch64__) && defined(__linux__)
#include <asm/hwcap.h>
#include <sys/auxv.h>

bool CProcessorHasBfloat16(void) {
    return (getauxval(AT_HWCAP2) & HWCAP2_BF16) != 0;
}

#elif defined(__aarch64__) && defined(__APPLE__)
#include <sys/sysctl.h>

bool CProcessorHasBfloat16(void) {
    int32_t has = 0;
    size_t size = sizeof has;
    return sysctlbyname("hw.optional.arm.FEAT_BF16", &has, &size, NULL, 0) == 0 && has != 0;
}

#else

bool CProcessorHasBfloat16(void) {
    return false;
}

#endif

uint32_t CProcessorFeaturesMissing(void) {
    return 0;
}

#endif
