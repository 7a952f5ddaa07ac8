// SPDX-License-Identifier: Apache-2.0

#ifndef C_PREFETCH_H
#define C_PREFETCH_H

// Asks for the cache line at an address, which need not be valid, and goes on at once.
static inline void CPrefetchLine(const void *address) { __builtin_prefetch(address, 0, 2); }

#endif
