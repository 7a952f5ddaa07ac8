// SPDX-License-Identifier: Apache-2.0

/// Indices beyond the ends of an axis, turned back into it.
enum Mirror {
    /// About the edge samples, which are not repeated: −1 becomes 1.
    static func index(_ index: Int, count: Int) -> Int {
        guard count > 1 else { return 0 }
        let period = 2 * (count - 1)
        let phase = ((index % period) + period) % period
        return phase < count ? phase : period - phase
    }

    /// Between samples, so that the edge samples are repeated: −1 becomes 0.
    static func reflected(_ index: Int, count: Int) -> Int {
        let period = 2 * count
        let phase = ((index % period) + period) % period
        return phase < count ? phase : period - 1 - phase
    }
}
