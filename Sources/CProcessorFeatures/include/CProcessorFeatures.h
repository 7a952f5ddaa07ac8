// SPDX-License-Identifier: Apache-2.0

#ifndef C_PROCESSOR_FEATURES_H
#define C_PROCESSOR_FEATURES_H

#include <stdbool.h>
#include <stdint.h>

// Parts of the x86-64-v3 level that pixel loops are compiled for, as bits.
enum {
    CProcessorFeatureAVX2 = 1,
    CProcessorFeatureFMA = 2,
    CProcessorFeatureBMI2 = 4,
    CProcessorFeatureF16C = 8,
    CProcessorFeatureLZCNT = 16,
    CProcessorFeatureMOVBE = 32,
};

// The bits of those features that this processor, or its operating system,
// lacks; 0 if the loops may run. Always 0 on processors other than x86-64.
uint32_t CProcessorFeaturesMissing(void);

// Whether the processor has instructions for products of bfloat16.
bool CProcessorHasBfloat16(void);

#endif
