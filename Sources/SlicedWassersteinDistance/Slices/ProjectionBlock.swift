// SPDX-License-Identifier: Apache-2.0

/// Unit vectors laid out for the product: four directions side by side, component by component.
///
/// The normalisation is folded in: component i of a direction is divided by the standard deviation
/// of the channel that i belongs to, so that raw descriptors, less the channel's mean, are
/// multiplied. A constant channel has weight zero.
struct ProjectionBlock: Sendable {
    /// The number of directions, without padding.
    let count: Int
    /// The length of a descriptor.
    let length: Int
    /// Groups of four directions: `length` rows of four weights each.
    let weights: [Float]

    /// Directions that are multiplied at once; the last group is filled up with zeros.
    static let group = 4

    init(_ directions: Directions, _ range: Range<Int>, scale: [Double]) {
        count = range.count
        length = directions.length
        let channelLength = length / scale.count
        var weights: [Float] = []
        weights.reserveCapacity((range.count + 3) / Self.group * Self.group * length)
        for first in stride(from: range.lowerBound, to: range.upperBound, by: Self.group) {
            for component in 0..<length {
                for direction in first..<(first + Self.group) {
                    weights.append(
                        direction < range.upperBound
                            ? Float(
                                directions.component(component, of: direction)
                                    * scale[component / channelLength])
                            : 0)
                }
            }
        }
        self.weights = weights
    }

    /// The number of rows that ``multiply(panel:into:stride:)`` writes: `count` rounded up.
    var paddedCount: Int { (count + Self.group - 1) / Self.group * Self.group }
}

extension ProjectionBlock {
    /// Descriptors that are multiplied at once.
    static let panelWidth = 24

    /// Projects ``panelWidth`` descriptors on all directions of the block.
    ///
    /// The product is written here instead of calling a BLAS: its two inner dimensions are small and
    /// fixed, four by twenty-four accumulators fill the sixteen vector registers of AVX2, and the
    /// order of the additions, so each bit of a score, is the same on every machine and for every
    /// number of threads.
    ///
    /// - Parameters:
    ///   - panel: `length` rows of ``panelWidth`` components.
    ///   - target: The first projection on direction 0.
    ///   - stride: From the projections on one direction to those on the next.
    func multiply(
        panel: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>, stride: Int
    ) {
        unsafe weights.withUnsafeBufferPointer { weights in
            guard var group = weights.baseAddress else { return }
            var output = unsafe target
            var first = 0
            while first < count {
                unsafe Self.multiply(
                    group: group, panel: panel, length: length, into: output, stride: stride)
                unsafe group += length &* Self.group
                unsafe output += stride &* Self.group
                first &+= Self.group
            }
        }
    }

    @inline(__always)
    private static func multiply(
        group: UnsafePointer<Float>, panel: UnsafePointer<Float>, length: Int,
        into target: UnsafeMutablePointer<Float>, stride: Int
    ) {
        typealias Eight = SIMD8<Float>
        var a0 = Eight.zero
        var a1 = Eight.zero
        var a2 = Eight.zero
        var b0 = Eight.zero
        var b1 = Eight.zero
        var b2 = Eight.zero
        var c0 = Eight.zero
        var c1 = Eight.zero
        var c2 = Eight.zero
        var d0 = Eight.zero
        var d1 = Eight.zero
        var d2 = Eight.zero
        var row = unsafe UnsafeRawPointer(panel)
        var weight = unsafe group
        for _ in 0..<length {
            let x0 = unsafe row.loadUnaligned(as: Eight.self)
            let x1 = unsafe row.loadUnaligned(fromByteOffset: 32, as: Eight.self)
            let x2 = unsafe row.loadUnaligned(fromByteOffset: 64, as: Eight.self)
            let a = Eight(repeating: unsafe weight[0])
            a0.addProduct(a, x0)
            a1.addProduct(a, x1)
            a2.addProduct(a, x2)
            let b = Eight(repeating: unsafe weight[1])
            b0.addProduct(b, x0)
            b1.addProduct(b, x1)
            b2.addProduct(b, x2)
            let c = Eight(repeating: unsafe weight[2])
            c0.addProduct(c, x0)
            c1.addProduct(c, x1)
            c2.addProduct(c, x2)
            let d = Eight(repeating: unsafe weight[3])
            d0.addProduct(d, x0)
            d1.addProduct(d, x1)
            d2.addProduct(d, x2)
            unsafe row += 96
            unsafe weight += 4
        }
        unsafe store(a0, a1, a2, at: target)
        unsafe store(b0, b1, b2, at: target + stride)
        unsafe store(c0, c1, c2, at: target + 2 &* stride)
        unsafe store(d0, d1, d2, at: target + 3 &* stride)
    }

    @inline(__always)
    private static func store(
        _ x0: SIMD8<Float>, _ x1: SIMD8<Float>, _ x2: SIMD8<Float>,
        at target: UnsafeMutablePointer<Float>
    ) {
        let raw = UnsafeMutableRawPointer(target)
        unsafe raw.storeBytes(of: x0, as: SIMD8<Float>.self)
        unsafe raw.storeBytes(of: x1, toByteOffset: 32, as: SIMD8<Float>.self)
        unsafe raw.storeBytes(of: x2, toByteOffset: 64, as: SIMD8<Float>.self)
    }
}
