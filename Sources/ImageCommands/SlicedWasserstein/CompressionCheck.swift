// SPDX-License-Identifier: Apache-2.0

/// Sees when one set went through a lossy format and the other did not: the distance would then
/// measure the compression.
enum CompressionCheck {
    /// A warning when the shares of JPEG files differ by more than half.
    static func warnings(_ reals: [String], _ fakes: [String]) -> [String] {
        let (a, b) = (share(reals), share(fakes))
        guard abs(a - b) > 0.5 else { return [] }
        let lossy = a > b ? "reals" : "fakes"
        return [
            "the \(lossy) are JPEG files and the others are not: the finest levels will show the "
                + "compression; put both through the same format"
        ]
    }

    private static func share(_ names: [String]) -> Double {
        let count = names.count { name in
            let lower = name.lowercased()
            return lower.hasSuffix(".jpg") || lower.hasSuffix(".jpeg")
        }
        return Double(count) / Double(max(1, names.count))
    }
}
