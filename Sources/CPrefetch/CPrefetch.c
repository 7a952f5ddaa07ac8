// SPDX-License-Identifier: Apache-2.0

// The header has all there is; a target needs a source.
#include "CPrefetch.h"
