// SPDX-License-Identifier: Apache-2.0

internal import Tensors

/// Lets the uses of a weight within a step share what its rule computes from the stored numbers.
final class WeightSharing {
    /// Where a weight keeps what it was last.
    final class Slot {
        fileprivate var value: (turn: Int, tensor: Tensor)?
    }

    private var slots: [Slot] = []
    private var turn = 0
    private(set) var isOn = false
    private var isChannelsLast = false

    func value(
        _ slot: Slot, _ compute: () throws(TensorError) -> Tensor
    ) throws(TensorError) -> Tensor {
        guard isOn else { return try compute() }
        if let known = slot.value, known.turn == turn { return known.tensor }
        var tensor = try compute()
        if isChannelsLast, tensor.rank == 4 { tensor = try tensor.channelsLast() }
        slot.value = (turn, tensor)
        slots.append(slot)
        return tensor
    }

    func begin(channelsLast: Bool) {
        turn += 1
        isOn = true
        isChannelsLast = channelsLast
    }

    func end() {
        isOn = false
        for slot in slots { slot.value = nil }
        slots = []
    }
}

extension ParameterSet {
    /// Runs `body`, in which each weight that is not stored as it is used is computed once, however
    /// often its layer is called.
    ///
    /// A critic with a gradient penalty sees three batches a step; its scaled weights are then
    /// computed, and differentiated, once instead of three times. Do not write to the parameters
    /// inside, nor switch the recording of gradients.
    ///
    /// - Parameters:
    ///   - channelsLast: Whether they are laid out for features of that layout, which otherwise each
    ///     convolution does for itself.
    ///   - body: What uses the weights.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws.
    public func withSharedWeights<Result, Failure: Error>(
        channelsLast: Bool = false, _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        guard !sharing.isOn else { return try body() }
        sharing.begin(channelsLast: channelsLast)
        defer { sharing.end() }
        return try body()
    }
}
