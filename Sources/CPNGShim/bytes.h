// SPDX-License-Identifier: Apache-2.0

#ifndef CPNG_SHIM_BYTES_H
#define CPNG_SHIM_BYTES_H

#include <string.h>

#include "CPNGShim.h"

/// Makes room for `more` bytes after those that are there; 0 when memory is short.
int cpng_reserve(cpng_bytes *bytes, size_t more);

static inline cpng_status cpng_fail(char *message, const char *text) {
    strncpy(message, text, CPNG_MESSAGE_SIZE - 1);
    message[CPNG_MESSAGE_SIZE - 1] = 0;
    return CPNG_SHIM_FAILED;
}

#endif
