// SPDX-License-Identifier: Apache-2.0

#include <png.h>

#include "bytes.h"

typedef struct {
    const uint8_t *next;
    size_t left;
    char *message;
} source;

static void fail_with(png_structp png, png_const_charp text) {
    source *from = png_get_error_ptr(png);
    cpng_fail(from->message, text);
    png_longjmp(png, 1);
}

static void read_bytes(png_structp png, png_bytep target, size_t count) {
    source *from = png_get_io_ptr(png);
    if (count > from->left) png_error(png, "the data ends early");
    memcpy(target, from->next, count);
    from->next += count;
    from->left -= count;
}

cpng_status cpng_decode(const uint8_t *bytes, size_t size, uint32_t width, uint32_t height,
                        size_t row_bytes, uint8_t *samples, uint32_t *rows_done,
                        char *message) {
    source from = {bytes, size, message};
    *rows_done = CPNG_NO_ROW;
    // A warning of libpng's is about data that it would rather guess at: an error here.
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &from, fail_with, fail_with);
    if (!png) return cpng_fail(message, "libpng does not start");
    png_infop volatile info = NULL;
    if (setjmp(png_jmpbuf(png))) {
        png_infop made = info;
        png_destroy_read_struct(&png, &made, NULL);
        return CPNG_SHIM_FAILED;
    }
    info = png_create_info_struct(png);
    if (!info) png_error(png, "memory ran out");

    png_set_read_fn(png, &from, read_bytes);
    png_set_benign_errors(png, 0);
    png_set_crc_action(png, PNG_CRC_ERROR_QUIT, PNG_CRC_ERROR_QUIT);
    png_set_user_limits(png, width, height);
    png_set_chunk_malloc_max(png, 8 << 20);
    // Only IHDR, PLTE, tRNS, IDAT and IEND are parsed; of the others only the CRC is checked.
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);

    png_read_info(png, info);
    png_set_packing(png);
    // The caller looks colours up and can say which pixel asks for one that is not there.
    png_set_check_for_invalid_index(png, 0);
    int passes = png_set_interlace_handling(png);
    png_read_update_info(png, info);
    if (png_get_image_width(png, info) != width || png_get_image_height(png, info) != height ||
        png_get_rowbytes(png, info) != row_bytes)
        png_error(png, "the header changed while it was read");
    for (int pass = 0; pass < passes; pass++) {
        for (uint32_t row = 0; row < height; row++) {
            *rows_done = row;
            png_read_row(png, samples + row * row_bytes, NULL);
        }
    }
    *rows_done = height;
    png_read_end(png, NULL);
    png_infop made = info;
    png_destroy_read_struct(&png, &made, NULL);
    return CPNG_SHIM_DONE;
}
