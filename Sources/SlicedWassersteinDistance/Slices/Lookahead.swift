// SPDX-License-Identifier: Apache-2.0

internal import CPrefetch

/// Asks for memory some time before it is read.
///
/// Patches lie anywhere in their image, so that the processor cannot foresee which lines come next. A
/// product takes long enough to fetch those of the next panels meanwhile.
@unsafe struct Lookahead {
    private let base: UnsafeRawPointer
    private let count: Int
    private let steps: Int
    private let lead: Int
    private var asked = 0
    private var step = 0

    private static let line = 64

    /// Prepares to read `count` floats in so many steps, roughly in order.
    ///
    /// - Parameters:
    ///   - base: The first of them.
    ///   - count: How many there are.
    ///   - steps: How often ``advance()`` will be called.
    ///   - lead: How many floats are asked for in advance.
    init(_ base: UnsafePointer<Float>, count: Int, steps: Int, lead: Int) {
        let stride = MemoryLayout<Float>.stride
        unsafe self.base = UnsafeRawPointer(base)
        unsafe self.count = count * stride
        unsafe self.steps = max(1, steps)
        unsafe self.lead = lead * stride
    }

    /// Asks for what the next step and the lead after it read.
    mutating func advance() {
        unsafe step += 1
        let end = unsafe min(count, count * step / steps + lead)
        while unsafe asked < end {
            unsafe CPrefetchLine(base + asked)
            unsafe asked += Self.line
        }
    }
}
