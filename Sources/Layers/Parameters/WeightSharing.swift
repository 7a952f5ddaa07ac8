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

    func value(
        _ slot: Slot, _ compute: () throws(TensorError) -> Tensor
    ) throws(TensorError) -> Tensor {
        guard isOn else { return try compute() }
        if let known = slot.value, known.turn == turn { return known.tensor }
        let tensor = try compute()
        slot.value = (turn, tensor)
        slots.append(slot)
        return tensor
    }

    func begin() {
        turn += 1
        isOn = true
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
    public func withSharedWeights<Result, Failure: Error>(
        _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        guard !sharing.isOn else { return try body() }
        sharing.begin()
        defer { sharing.end() }
        return try body()
    }
}
