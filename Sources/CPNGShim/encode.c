// SPDX-License-Identifier: Apache-2.0

#include <png.h>

#include "bytes.h"

static void fail_with(png_structp png, png_const_charp text) {
    cpng_fail(png_get_error_ptr(png), text);
    png_longjmp(png, 1);
}

static void append(png_structp png, png_bytep bytes, size_t count) {
    cpng_bytes *file = png_get_io_ptr(png);
    if (!cpng_reserve(file, count)) png_error(png, "memory ran out");
    memcpy(file->start + file->count, bytes, count);
    file->count += count;
}

static void flush(png_structp png) { (void)png; }

static void write_chunks(png_structp png, const uint8_t *chunks, size_t size) {
    size_t place = 0;
    while (size - place >= 8) {
        size_t length = png_get_uint_32(chunks + place);
        if (length > size - place - 8) png_error(png, "a chunk is longer than its data");
        png_write_chunk(png, chunks + place + 4, chunks + place + 8, length);
        place += 8 + length;
    }
}

cpng_status cpng_encode(const uint8_t *samples, uint32_t width, uint32_t height, int bit_depth,
                        int colour_type, int compression, const uint8_t *ancillary,
                        size_t ancillary_size, cpng_bytes *file, char *message) {
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, message, fail_with, fail_with);
    if (!png) return cpng_fail(message, "libpng does not start");
    png_infop volatile info = NULL;
    if (setjmp(png_jmpbuf(png))) {
        png_infop made = info;
        png_destroy_write_struct(&png, &made);
        cpng_free(file);
        return CPNG_SHIM_FAILED;
    }
    info = png_create_info_struct(png);
    if (!info) png_error(png, "memory ran out");
    png_set_write_fn(png, file, append, flush);
    png_set_user_limits(png, width, height);
    png_set_compression_level(png, compression);
    png_set_IHDR(png, info, width, height, bit_depth, colour_type, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_write_info(png, info);
    if (ancillary) write_chunks(png, ancillary, ancillary_size);
    size_t row_bytes = png_get_rowbytes(png, info);
    for (uint32_t row = 0; row < height; row++) png_write_row(png, samples + row * row_bytes);
    png_write_end(png, NULL);
    png_infop made = info;
    png_destroy_write_struct(&png, &made);
    return CPNG_SHIM_DONE;
}
