// SPDX-License-Identifier: Apache-2.0
//
// LibTorch as Swift sees it: plain C functions over an opaque tensor.
//
// Why C and not C++: LibTorch's headers do not pass through Swift's C++ interoperability, an
// exception that reaches Swift ends the process, and the mode would spread to every user of the
// package.
//
// Rules:
// - A function that can fail returns 0, or 1 after it stored a message: ctorch_message() gives it.
// - No exception leaves a function: each body runs inside `guarded` (shim.h).
// - `out` receives a tensor that the caller owns and gives back with ctorch_release.
// - Tensors that are passed in stay the caller's. NULL is allowed where _Nullable says so.
// - A list of numbers or of tensors is a pointer and a count.
//
// The functions stand in families, and each family is implemented in the .cpp file of its name.

#ifndef CTORCH_SHIM_H
#define CTORCH_SHIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
#define CTORCH_NOEXCEPT noexcept
extern "C" {
#else
#define CTORCH_NOEXCEPT
#endif

#pragma clang assume_nonnull begin

/// A tensor: one strong reference on LibTorch's.
typedef struct ctorch_tensor_s *ctorch_tensor;
/// Where a function puts the tensor that it made.
typedef ctorch_tensor _Nullable *_Nonnull ctorch_out;
/// Several tensors in a row.
typedef const ctorch_tensor _Nonnull *_Nullable ctorch_tensors;

/// The types of a tensor's elements.
typedef enum ctorch_type {
    CTORCH_UINT8,
    CTORCH_INT8,
    CTORCH_INT16,
    CTORCH_INT32,
    CTORCH_INT64,
    CTORCH_FLOAT16,
    CTORCH_BFLOAT16,
    CTORCH_FLOAT32,
    CTORCH_FLOAT64,
    CTORCH_BOOL,
    /// One that this header has no name for.
    CTORCH_OTHER_TYPE,
} ctorch_type;

/// Where a tensor's memory is: -1 is the processor's, 0 and above a CUDA device's.
typedef int32_t ctorch_device;

/// A number for rows and one for columns.
typedef struct ctorch_pair {
    intptr_t height;
    intptr_t width;
} ctorch_pair;

// ---- errors

/// What the last function of this thread that failed had to say; good until the next one fails.
const char *ctorch_message(void) CTORCH_NOEXCEPT;

// ---- handles

void ctorch_release(ctorch_tensor x) CTORCH_NOEXCEPT;
intptr_t ctorch_rank(ctorch_tensor x) CTORCH_NOEXCEPT;
/// The number of elements.
intptr_t ctorch_count(ctorch_tensor x) CTORCH_NOEXCEPT;
/// Writes as many sides as the rank says.
void ctorch_shape(ctorch_tensor x, intptr_t *shape) CTORCH_NOEXCEPT;
ctorch_type ctorch_element_type(ctorch_tensor x) CTORCH_NOEXCEPT;
ctorch_device ctorch_device_of(ctorch_tensor x) CTORCH_NOEXCEPT;
bool ctorch_is_channels_last(ctorch_tensor x) CTORCH_NOEXCEPT;
/// Whether both are one tensor of LibTorch.
bool ctorch_is_same(ctorch_tensor a, ctorch_tensor b) CTORCH_NOEXCEPT;

// ---- creation

/// A copy of row-major elements.
int ctorch_from_bytes(const void *_Nullable bytes, const intptr_t *shape, intptr_t rank,
                      ctorch_type type, ctorch_device device, ctorch_out out) CTORCH_NOEXCEPT;
/// Writes all elements in row-major order, `size` bytes in all.
int ctorch_copy_bytes(ctorch_tensor x, void *_Nullable bytes, intptr_t size) CTORCH_NOEXCEPT;
int ctorch_full(const intptr_t *shape, intptr_t rank, double value, ctorch_type type,
                ctorch_device device, ctorch_out out) CTORCH_NOEXCEPT;
/// start, start + step ... : count numbers.
int ctorch_range(double start, double step, intptr_t count, ctorch_type type, ctorch_device device,
                 ctorch_out out) CTORCH_NOEXCEPT;
int ctorch_identity(intptr_t side, ctorch_type type, ctorch_device device,
                    ctorch_out out) CTORCH_NOEXCEPT;
/// The tensor in another type and place; itself where nothing changes.
int ctorch_convert(ctorch_tensor x, ctorch_type type, ctorch_device device,
                   ctorch_out out) CTORCH_NOEXCEPT;
/// The tensor with its channels next to each other in memory, or in row-major order.
int ctorch_arrange(ctorch_tensor x, bool channels_last, ctorch_out out) CTORCH_NOEXCEPT;
int ctorch_clone(ctorch_tensor x, ctorch_out out) CTORCH_NOEXCEPT;
/// Another handle on the same tensor.
int ctorch_share(ctorch_tensor x, ctorch_out out) CTORCH_NOEXCEPT;

// ---- arithmetic

#define CTORCH_UNARY(name) int ctorch_##name(ctorch_tensor x, ctorch_out out) CTORCH_NOEXCEPT;
#define CTORCH_BINARY(name)                                                                        \
    int ctorch_##name(ctorch_tensor a, ctorch_tensor b, ctorch_out out) CTORCH_NOEXCEPT;
#define CTORCH_SCALAR(name)                                                                        \
    int ctorch_##name(ctorch_tensor x, double value, ctorch_out out) CTORCH_NOEXCEPT;

CTORCH_UNARY(absolute)
CTORCH_UNARY(negative)
CTORCH_UNARY(reciprocal)
CTORCH_UNARY(square)
CTORCH_UNARY(square_root)
CTORCH_UNARY(reciprocal_square_root)
CTORCH_UNARY(exponential)
CTORCH_UNARY(logarithm)
CTORCH_UNARY(logarithm_one_plus)
CTORCH_UNARY(sine)
CTORCH_UNARY(cosine)
CTORCH_UNARY(sign)
CTORCH_UNARY(floor)
CTORCH_UNARY(ceiling)
CTORCH_UNARY(round)
CTORCH_UNARY(error_function)

CTORCH_BINARY(add)
CTORCH_BINARY(subtract)
CTORCH_BINARY(multiply)
CTORCH_BINARY(divide)
CTORCH_BINARY(power)
CTORCH_BINARY(maximum)
CTORCH_BINARY(minimum)
CTORCH_BINARY(matrix_product)

CTORCH_SCALAR(add_number)
CTORCH_SCALAR(multiply_number)
CTORCH_SCALAR(divide_number)
CTORCH_SCALAR(power_number)
/// value - x
CTORCH_SCALAR(subtract_from_number)
/// value / x
CTORCH_SCALAR(divide_into_number)

/// At least `low` and at most `high`.
int ctorch_clamp(ctorch_tensor x, double low, double high, ctorch_out out) CTORCH_NOEXCEPT;
/// a + weight * (b - a)
int ctorch_lerp(ctorch_tensor a, ctorch_tensor b, double weight, ctorch_out out) CTORCH_NOEXCEPT;
/// x times the transpose of `weight`, plus `bias`.
int ctorch_linear(ctorch_tensor x, ctorch_tensor weight, ctorch_tensor _Nullable bias,
                  ctorch_out out) CTORCH_NOEXCEPT;

// Those that write into their first tensor.
int ctorch_assign(ctorch_tensor x, ctorch_tensor source) CTORCH_NOEXCEPT;
int ctorch_fill(ctorch_tensor x, double value) CTORCH_NOEXCEPT;
/// x += scale * y
int ctorch_accumulate(ctorch_tensor x, ctorch_tensor y, double scale) CTORCH_NOEXCEPT;
int ctorch_scale(ctorch_tensor x, double factor) CTORCH_NOEXCEPT;
/// x += weight * (y - x)
int ctorch_move_towards(ctorch_tensor x, ctorch_tensor y, double weight) CTORCH_NOEXCEPT;

// ---- comparison

CTORCH_BINARY(equal)
CTORCH_BINARY(not_equal)
CTORCH_BINARY(less)
CTORCH_BINARY(less_or_equal)
CTORCH_BINARY(greater)
CTORCH_BINARY(greater_or_equal)
CTORCH_SCALAR(equal_number)
CTORCH_SCALAR(not_equal_number)
CTORCH_SCALAR(less_number)
CTORCH_SCALAR(less_or_equal_number)
CTORCH_SCALAR(greater_number)
CTORCH_SCALAR(greater_or_equal_number)
CTORCH_BINARY(logical_and)
CTORCH_BINARY(logical_or)
CTORCH_UNARY(logical_not)
CTORCH_UNARY(is_finite)
CTORCH_UNARY(all)
CTORCH_UNARY(any)
/// `a` where the condition holds and `b` elsewhere.
int ctorch_choose(ctorch_tensor condition, ctorch_tensor a, ctorch_tensor b,
                  ctorch_out out) CTORCH_NOEXCEPT;

// ---- activation

CTORCH_UNARY(relu)
CTORCH_UNARY(sigmoid)
CTORCH_UNARY(log_sigmoid)
CTORCH_UNARY(hyperbolic_tangent)
CTORCH_UNARY(softplus)
CTORCH_UNARY(gelu)
CTORCH_UNARY(silu)
CTORCH_SCALAR(leaky_relu)
CTORCH_SCALAR(elu)
int ctorch_softmax(ctorch_tensor x, intptr_t axis, ctorch_out out) CTORCH_NOEXCEPT;
int ctorch_log_softmax(ctorch_tensor x, intptr_t axis, ctorch_out out) CTORCH_NOEXCEPT;
/// Mean cross-entropy of logits (N, K) against class numbers (N).
int ctorch_cross_entropy(ctorch_tensor logits, ctorch_tensor labels, double smoothing,
                         ctorch_out out) CTORCH_NOEXCEPT;
/// Mean cross-entropy of logits against probabilities of the same shape.
int ctorch_binary_cross_entropy(ctorch_tensor logits, ctorch_tensor targets,
                                ctorch_out out) CTORCH_NOEXCEPT;

// ---- reduction

/// Over all elements where `count` is 0.
#define CTORCH_REDUCTION(name)                                                                     \
    int ctorch_##name(ctorch_tensor x, const intptr_t *axes, intptr_t count, bool keep,            \
                      ctorch_out out) CTORCH_NOEXCEPT;
CTORCH_REDUCTION(sum)
CTORCH_REDUCTION(mean)
CTORCH_REDUCTION(greatest)
CTORCH_REDUCTION(least)
CTORCH_REDUCTION(log_sum_exponential)
/// The square root of the sum of squares.
CTORCH_REDUCTION(norm)
/// The sum of squared distances from the mean over the count less `correction`.
int ctorch_variance(ctorch_tensor x, const intptr_t *axes, intptr_t count, double correction,
                    bool keep, ctorch_out out) CTORCH_NOEXCEPT;
int ctorch_index_of_greatest(ctorch_tensor x, intptr_t axis, ctorch_out out) CTORCH_NOEXCEPT;
int ctorch_index_of_least(ctorch_tensor x, intptr_t axis, ctorch_out out) CTORCH_NOEXCEPT;
int ctorch_cumulative_sum(ctorch_tensor x, intptr_t axis, ctorch_out out) CTORCH_NOEXCEPT;
/// The `count` greatest along an axis, greatest first, and their places.
int ctorch_top(ctorch_tensor x, intptr_t count, intptr_t axis, ctorch_out values,
               ctorch_out indices) CTORCH_NOEXCEPT;

// ---- convolution

int ctorch_convolution(ctorch_tensor x, ctorch_tensor weight, ctorch_tensor _Nullable bias,
                       ctorch_pair stride, ctorch_pair padding, ctorch_pair dilation,
                       intptr_t groups, ctorch_out out) CTORCH_NOEXCEPT;
/// max(convolution, 0), in one pass over memory where oneDNN has it; no gradient is recorded.
int ctorch_convolution_relu(ctorch_tensor x, ctorch_tensor weight, ctorch_tensor _Nullable bias,
                            ctorch_pair stride, ctorch_pair padding, intptr_t groups,
                            ctorch_out out) CTORCH_NOEXCEPT;
/// A convolution of stride 1 and x > 0 ? x : slope * x; a slope of 1 leaves the activation out.
/// Gradients of its gradients are convolutions too. Weight and bias are rounded to the type of x,
/// and their gradients have the weight's.
int ctorch_leaky_convolution(ctorch_tensor x, ctorch_tensor weight, ctorch_tensor _Nullable bias,
                             ctorch_pair padding, double slope, ctorch_out out) CTORCH_NOEXCEPT;
int ctorch_transposed_convolution(ctorch_tensor x, ctorch_tensor weight,
                                  ctorch_tensor _Nullable bias, ctorch_pair stride,
                                  ctorch_pair padding, ctorch_pair output_padding,
                                  ctorch_pair dilation, intptr_t groups,
                                  ctorch_out out) CTORCH_NOEXCEPT;

// ---- pooling

int ctorch_average_pool(ctorch_tensor x, ctorch_pair kernel, ctorch_pair stride,
                        ctorch_pair padding, bool ceiling, bool counts_padding,
                        ctorch_out out) CTORCH_NOEXCEPT;
int ctorch_max_pool(ctorch_tensor x, ctorch_pair kernel, ctorch_pair stride, ctorch_pair padding,
                    bool ceiling, ctorch_out out) CTORCH_NOEXCEPT;
int ctorch_adaptive_average_pool(ctorch_tensor x, ctorch_pair size,
                                 ctorch_out out) CTORCH_NOEXCEPT;
int ctorch_adaptive_max_pool(ctorch_tensor x, ctorch_pair size, ctorch_out out) CTORCH_NOEXCEPT;

// ---- resampling

typedef enum ctorch_resampling {
    CTORCH_NEAREST,
    CTORCH_NEAREST_EXACT,
    CTORCH_BILINEAR,
    CTORCH_BICUBIC,
    CTORCH_BILINEAR_ANTIALIASED,
    CTORCH_BICUBIC_ANTIALIASED,
} ctorch_resampling;

int ctorch_resample(ctorch_tensor x, ctorch_pair size, ctorch_resampling method, bool align_corners,
                    ctorch_out out) CTORCH_NOEXCEPT;
/// (N, C·f², H, W) to (N, C, f·H, f·W)
int ctorch_pixel_shuffle(ctorch_tensor x, intptr_t factor, ctorch_out out) CTORCH_NOEXCEPT;
/// (N, C, f·H, f·W) to (N, C·f², H, W)
int ctorch_pixel_unshuffle(ctorch_tensor x, intptr_t factor, ctorch_out out) CTORCH_NOEXCEPT;

// ---- normalisation

/// The running statistics are written to in training.
int ctorch_batch_norm(ctorch_tensor x, ctorch_tensor _Nullable weight,
                      ctorch_tensor _Nullable bias, ctorch_tensor _Nullable running_mean,
                      ctorch_tensor _Nullable running_variance, bool training, double momentum,
                      double epsilon, ctorch_out out) CTORCH_NOEXCEPT;
int ctorch_group_norm(ctorch_tensor x, intptr_t groups, ctorch_tensor _Nullable weight,
                      ctorch_tensor _Nullable bias, double epsilon,
                      ctorch_out out) CTORCH_NOEXCEPT;
/// Over the last `rank` axes.
int ctorch_layer_norm(ctorch_tensor x, intptr_t rank, ctorch_tensor _Nullable weight,
                      ctorch_tensor _Nullable bias, double epsilon,
                      ctorch_out out) CTORCH_NOEXCEPT;

/// Each pixel's channels over their root mean square.
int ctorch_pixel_norm(ctorch_tensor x, double epsilon, ctorch_out out) CTORCH_NOEXCEPT;

// ---- indexing

int ctorch_reshape(ctorch_tensor x, const intptr_t *shape, intptr_t rank,
                   ctorch_out out) CTORCH_NOEXCEPT;
int ctorch_permute(ctorch_tensor x, const intptr_t *axes, intptr_t rank,
                   ctorch_out out) CTORCH_NOEXCEPT;
/// The tensor repeated along axes of length 1, without memory of its own.
int ctorch_expand(ctorch_tensor x, const intptr_t *shape, intptr_t rank,
                  ctorch_out out) CTORCH_NOEXCEPT;
int ctorch_squeeze(ctorch_tensor x, intptr_t axis, ctorch_out out) CTORCH_NOEXCEPT;
int ctorch_unsqueeze(ctorch_tensor x, intptr_t axis, ctorch_out out) CTORCH_NOEXCEPT;
int ctorch_flip(ctorch_tensor x, const intptr_t *axes, intptr_t count,
                ctorch_out out) CTORCH_NOEXCEPT;
int ctorch_select(ctorch_tensor x, intptr_t axis, intptr_t index, ctorch_out out) CTORCH_NOEXCEPT;
int ctorch_slice(ctorch_tensor x, intptr_t axis, intptr_t start, intptr_t end, intptr_t step,
                 ctorch_out out) CTORCH_NOEXCEPT;
int ctorch_index_select(ctorch_tensor x, intptr_t axis, ctorch_tensor indices,
                        ctorch_out out) CTORCH_NOEXCEPT;
int ctorch_gather(ctorch_tensor x, intptr_t axis, ctorch_tensor indices,
                  ctorch_out out) CTORCH_NOEXCEPT;
/// Rows of a table (K, D) by number.
int ctorch_embedding(ctorch_tensor table, ctorch_tensor indices, ctorch_out out) CTORCH_NOEXCEPT;
int ctorch_one_hot(ctorch_tensor labels, intptr_t classes, ctorch_out out) CTORCH_NOEXCEPT;
int ctorch_concatenate(ctorch_tensors tensors, intptr_t count, intptr_t axis,
                       ctorch_out out) CTORCH_NOEXCEPT;
int ctorch_stack(ctorch_tensors tensors, intptr_t count, intptr_t axis,
                 ctorch_out out) CTORCH_NOEXCEPT;

typedef enum ctorch_padding {
    CTORCH_CONSTANT,
    CTORCH_REFLECT,
    CTORCH_REPLICATE,
    CTORCH_CIRCULAR,
} ctorch_padding;

/// Adds `amounts` = left, right, top, bottom ... to the last axes; negative amounts cut off.
int ctorch_pad(ctorch_tensor x, const intptr_t *amounts, intptr_t count, ctorch_padding mode,
               double value, ctorch_out out) CTORCH_NOEXCEPT;

// ---- autograd

bool ctorch_requires_gradient(ctorch_tensor x) CTORCH_NOEXCEPT;
int ctorch_require_gradient(ctorch_tensor x, bool required) CTORCH_NOEXCEPT;
CTORCH_UNARY(detach)
/// What backward left at a leaf; `*out` is NULL where it left nothing.
int ctorch_gradient(ctorch_tensor x, ctorch_out out) CTORCH_NOEXCEPT;
int ctorch_set_gradient(ctorch_tensor x, ctorch_tensor _Nullable gradient) CTORCH_NOEXCEPT;
/// Adds the gradients of `x` to its leaves.
int ctorch_backward(ctorch_tensor x, ctorch_tensor _Nullable weight, bool keep_graph,
                    bool create_graph) CTORCH_NOEXCEPT;
/// The gradients of the outputs' weighted sum with respect to the inputs, one for each input; NULL
/// for an input that the outputs do not depend on, where that is allowed.
int ctorch_gradients(ctorch_tensors outputs, intptr_t output_count, ctorch_tensors inputs,
                     intptr_t input_count, ctorch_tensors weights, bool keep_graph,
                     bool create_graph, bool allow_unused,
                     ctorch_out gradients) CTORCH_NOEXCEPT;
/// Whether operations of this thread are recorded for gradients.
bool ctorch_records_gradients(void) CTORCH_NOEXCEPT;
void ctorch_record_gradients(bool records) CTORCH_NOEXCEPT;

// ---- optimizer

/// One step of Adam (or of AdamW, where the decay is decoupled) for many parameters at once.
int ctorch_adam_step(ctorch_tensors parameters, ctorch_tensors gradients, ctorch_tensors means,
                     ctorch_tensors squares, ctorch_tensors steps, intptr_t count,
                     double learning_rate, double beta1, double beta2, double decay,
                     double epsilon, bool decoupled) CTORCH_NOEXCEPT;
/// One step of gradient descent; `momenta` may be NULL where the momentum is 0.
int ctorch_sgd_step(ctorch_tensors parameters, ctorch_tensors gradients,
                    ctorch_tensors momenta, intptr_t count, double learning_rate, double momentum,
                    double dampening, double decay, bool nesterov,
                    bool is_first_step) CTORCH_NOEXCEPT;

// ---- device

intptr_t ctorch_cuda_count(void) CTORCH_NOEXCEPT;
/// Waits until the device has done all that it was given.
int ctorch_synchronise(ctorch_device device) CTORCH_NOEXCEPT;
int ctorch_set_threads(intptr_t count) CTORCH_NOEXCEPT;
intptr_t ctorch_threads(void) CTORCH_NOEXCEPT;
/// Lets the process keep memory that was freed, for the next tensors.
void ctorch_keep_freed_memory(void) CTORCH_NOEXCEPT;
const char *ctorch_version(void) CTORCH_NOEXCEPT;

// ---- precision

typedef struct ctorch_autocast {
    bool enabled;
    ctorch_type type;
} ctorch_autocast;

/// What autocast is set to on this thread for the kind of device.
ctorch_autocast ctorch_get_autocast(ctorch_device device) CTORCH_NOEXCEPT;
int ctorch_set_autocast(ctorch_device device, ctorch_autocast setting) CTORCH_NOEXCEPT;
/// Drops the converted weights that autocast keeps.
void ctorch_clear_autocast(void) CTORCH_NOEXCEPT;

// ---- script

/// A TorchScript module.
typedef struct ctorch_script_s *ctorch_script;
/// The tensors that a module gave.
typedef struct ctorch_list_s *ctorch_list;

int ctorch_load_script(const char *path, ctorch_device device,
                       ctorch_script _Nullable *_Nonnull out) CTORCH_NOEXCEPT;
void ctorch_release_script(ctorch_script script) CTORCH_NOEXCEPT;
/// Runs a method on tensors. Its tensors, those in tuples, lists and dictionaries included, are
/// given in order.
int ctorch_run_script(ctorch_script script, const char *method, ctorch_tensors inputs,
                      intptr_t count, ctorch_list _Nullable *_Nonnull out) CTORCH_NOEXCEPT;
/// The parameters and buffers, with their names.
int ctorch_script_state(ctorch_script script,
                        ctorch_list _Nullable *_Nonnull out) CTORCH_NOEXCEPT;
intptr_t ctorch_list_count(ctorch_list list) CTORCH_NOEXCEPT;
/// The name of a tensor; empty where it has none.
const char *ctorch_list_name(ctorch_list list, intptr_t index) CTORCH_NOEXCEPT;
int ctorch_list_item(ctorch_list list, intptr_t index, ctorch_out out) CTORCH_NOEXCEPT;
void ctorch_release_list(ctorch_list list) CTORCH_NOEXCEPT;

#pragma clang assume_nonnull end

#ifdef __cplusplus
}
#endif

#endif
