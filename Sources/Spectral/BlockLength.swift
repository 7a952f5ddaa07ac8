// SPDX-License-Identifier: Apache-2.0

/// The length of the overlapping blocks of a spectral convolution.
///
/// A transform of P samples gives P − taps + 1 results. Long blocks waste fewer; short ones stay in
/// cache.
struct BlockLength: Hashable {
    /// Samples that are transformed together.
    let transform: Int
    /// Results that are kept of them.
    let results: Int

    // With estimated plans these lengths cost 0.9 to 1.1 ns a real sample, there and back, and all
    // others between 64 and 2560 that were tried cost 1.5 to 2.7 (FFTW 3.3.10, AVX2).
    private static let quick = [
        32, 64, 128, 192, 256, 320, 384, 512, 640, 1024, 1280, 2048, 4096,
    ]
    private static let penalty = 2.0
    // What a block costs however short it is, in samples.
    private static let overhead = 40.0

    /// The cheapest length for an axis of `count` results.
    ///
    /// - Parameters:
    ///   - taps: The number of taps on this axis.
    ///   - count: The number of results wanted.
    ///   - longest: The longest length that fits the cache; it is exceeded where the kernel needs it.
    ///   - isLastShorter: Whether the last block gets a length of its own.
    init(taps: Int, count: Int, longest: Int, isLastShorter: Bool) {
        let whole = FastLength.atLeast(count + taps - 1)
        var candidates = Self.quick.filter { $0 > taps && $0 <= max(longest, 4 * taps) }
        if candidates.isEmpty || whole <= longest { candidates.append(whole) }
        var best = (transform: whole, cost: Double.infinity)
        for length in candidates {
            let results = min(count, length - taps + 1)
            let rest = count % results
            let last =
                isLastShorter ? Self.shortest(atLeast: rest + taps - 1, atMost: length) : length
            let cost =
                Double(count / results) * Self.cost(length) + (rest > 0 ? Self.cost(last) : 0)
            if cost < best.cost { best = (length, cost) }
        }
        transform = best.transform
        results = min(count, best.transform - taps + 1)
    }

    private static func cost(_ length: Int) -> Double {
        Double(length) * (quick.contains(length) ? 1 : penalty) + overhead
    }

    /// The length for the last block of an axis, which may have fewer results than the others.
    static func shortest(atLeast needed: Int, atMost length: Int) -> Int {
        quick.first { $0 >= needed && $0 <= length } ?? length
    }
}
