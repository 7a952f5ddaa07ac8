// SPDX-License-Identifier: Apache-2.0

#include <stddef.h>
#include <stdint.h>

/// libFuzzer's loop, which comes with the compiler but without a header.
int LLVMFuzzerRunDriver(int *argc, char ***argv,
                        int (*fuzz_one_input)(const uint8_t *data, size_t size));
