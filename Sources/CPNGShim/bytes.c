// SPDX-License-Identifier: Apache-2.0

#include "bytes.h"

#include <stdlib.h>
#include <zlib.h>

int cpng_reserve(cpng_bytes *bytes, size_t more) {
    if (more > SIZE_MAX / 4 - bytes->count) return 0;
    size_t needed = bytes->count + more;
    if (needed <= bytes->capacity) return 1;
    size_t capacity = bytes->capacity + bytes->capacity / 2;
    if (capacity < needed) capacity = needed;
    if (capacity < 4096) capacity = 4096;
    uint8_t *grown = realloc(bytes->start, capacity);
    if (!grown) return 0;
    bytes->start = grown;
    bytes->capacity = capacity;
    return 1;
}

void cpng_free(cpng_bytes *bytes) {
    free(bytes->start);
    bytes->start = NULL;
    bytes->count = bytes->capacity = 0;
}

cpng_status cpng_inflate(const uint8_t *bytes, size_t size, size_t limit, cpng_bytes *plain,
                         char *message) {
    z_stream stream = {0};
    if (size > UINT32_MAX) return cpng_fail(message, "it is too large");
    if (inflateInit(&stream) != Z_OK) return cpng_fail(message, "zlib does not start");
    stream.next_in = (Bytef *)bytes;
    stream.avail_in = (uInt)size;
    int status = Z_OK;
    while (status == Z_OK) {
        if (plain->count > limit) break;
        // In steps, so that memory grows with what the stream really gives.
        size_t step = 65536;
        if (!cpng_reserve(plain, step)) break;
        stream.next_out = plain->start + plain->count;
        stream.avail_out = (uInt)step;
        status = inflate(&stream, Z_NO_FLUSH);
        plain->count += step - stream.avail_out;
    }
    inflateEnd(&stream);
    if (status == Z_STREAM_END && plain->count <= limit) return CPNG_SHIM_DONE;
    const char *text = plain->count > limit ? "it expands without end" : "it does not expand";
    cpng_free(plain);
    return cpng_fail(message, text);
}

cpng_status cpng_deflate(const uint8_t *bytes, size_t size, cpng_bytes *packed, char *message) {
    uLongf count = compressBound(size);
    if (!cpng_reserve(packed, count)) return cpng_fail(message, "memory ran out");
    if (compress(packed->start, &count, bytes, size) != Z_OK) {
        cpng_free(packed);
        return cpng_fail(message, "zlib does not compress it");
    }
    packed->count = count;
    return CPNG_SHIM_DONE;
}
