// SPDX-License-Identifier: Apache-2.0

// libpng reports errors by longjmp, which must never cross a Swift frame. Every
// jump starts and ends inside the functions declared here; they return a status
// and leave a sentence in `message`.

#ifndef CPNG_SHIM_H
#define CPNG_SHIM_H

#include <stddef.h>
#include <stdint.h>

/// What a function returns: 0 when it did its work.
typedef enum {
    CPNG_SHIM_DONE = 0,
    CPNG_SHIM_FAILED = 1,
} cpng_status;

/// The size of every message buffer, its final zero included.
enum { CPNG_MESSAGE_SIZE = 160 };

/// No row was begun.
#define CPNG_NO_ROW UINT32_MAX

/// Bytes that a function allocated; give them back with `cpng_free`.
typedef struct {
    uint8_t *_Nullable start;
    size_t count;
    size_t capacity;
} cpng_bytes;

/// Decodes the PNG file in `bytes` to its raw samples: channels interleaved, one
/// byte a sample up to 8 bits (unscaled), two bytes big-endian at 16 bits.
///
/// `samples` holds `height` rows of `row_bytes` bytes. A file whose header
/// disagrees with these is refused. Everything that libpng warns of is an error.
/// `rows_done` is the number of whole rows of the pass that was being read, or
/// `CPNG_NO_ROW` when the header was not yet done with.
cpng_status cpng_decode(const uint8_t *_Nonnull bytes, size_t size, uint32_t width,
                        uint32_t height, size_t row_bytes, uint8_t *_Nonnull samples,
                        uint32_t *_Nonnull rows_done, char *_Nonnull message);

/// Encodes interleaved samples of 8 or 16 bits (big-endian) as a PNG file.
///
/// `ancillary` is a sequence of chunks to put before the image data, each as four
/// bytes of length, four of name, and its payload.
cpng_status cpng_encode(const uint8_t *_Nonnull samples, uint32_t width, uint32_t height,
                        int bit_depth, int colour_type, int compression,
                        const uint8_t *_Nullable ancillary, size_t ancillary_size,
                        cpng_bytes *_Nonnull file, char *_Nonnull message);

/// Expands a zlib stream that may give at most `limit` bytes.
cpng_status cpng_inflate(const uint8_t *_Nonnull bytes, size_t size, size_t limit,
                         cpng_bytes *_Nonnull plain, char *_Nonnull message);

/// Compresses bytes to a zlib stream.
cpng_status cpng_deflate(const uint8_t *_Nonnull bytes, size_t size,
                         cpng_bytes *_Nonnull packed, char *_Nonnull message);

/// Frees what a function above allocated.
void cpng_free(cpng_bytes *_Nonnull bytes);

#endif
