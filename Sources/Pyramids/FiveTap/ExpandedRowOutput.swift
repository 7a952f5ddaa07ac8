// SPDX-License-Identifier: Apache-2.0

/// What becomes of an expanded row.
///
/// A protocol instead of closures, so that each loop is compiled for
/// its one output.
protocol ExpandedRowOutput {
    func write(_ expanded: Floats16, at x: Int)
    func write(_ expanded: Float, at x: Int)
}

/// Keeps the expanded row as it is: EXPAND.
@safe struct StoredRow: ExpandedRowOutput {
    let target: UnsafeMutablePointer<Float>

    @inline(__always) func write(_ expanded: Floats16, at x: Int) {
        unsafe target.store(expanded, x)
    }

    @inline(__always) func write(_ expanded: Float, at x: Int) { unsafe target[x] = expanded }
}

/// Subtracts the expanded row from the fine one: a band.
@safe struct SubtractedRow: ExpandedRowOutput {
    let fine: UnsafePointer<Float>
    let band: UnsafeMutablePointer<Float>

    @inline(__always) func write(_ expanded: Floats16, at x: Int) {
        unsafe band.store(fine.floats16(x) - expanded, x)
    }

    @inline(__always) func write(_ expanded: Float, at x: Int) {
        unsafe band[x] = fine[x] - expanded
    }
}

/// Adds the expanded row to a band times a gain, in place: a collapsed level.
@safe struct AddedRow: ExpandedRowOutput {
    let band: UnsafeMutablePointer<Float>
    let gain: Float

    @inline(__always) func write(_ expanded: Floats16, at x: Int) {
        unsafe band.store(expanded + gain * UnsafePointer(band).floats16(x), x)
    }

    @inline(__always) func write(_ expanded: Float, at x: Int) {
        unsafe band[x] = expanded + gain * band[x]
    }
}
