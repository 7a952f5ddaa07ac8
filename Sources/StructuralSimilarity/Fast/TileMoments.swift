// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// The sums of the terms over a part of a map.
struct MomentSums: Sendable {
    var luminance = 0.0
    var contrastStructure = 0.0
    var similarity = 0.0
    /// Whether all samples that went in were finite.
    var isFinite = true

    static func += (left: inout MomentSums, right: MomentSums) {
        left.luminance += right.luminance
        left.contrastStructure += right.contrastStructure
        left.similarity += right.similarity
        left.isFinite = left.isFinite && right.isFinite
    }
}

/// Evaluates the terms of a tile row by row.
///
/// For a row of the map, the window's rows of s and d are weighted into four rows of moments, these
/// are weighted along themselves, and the terms evaluated and summed, so that no moment ever exists
/// as an image. Each step is a loop of its own that stores what it computes, although rows would fit
/// in registers: the compiler makes vector code of such loops and pieces of anything longer. Squares are recomputed for each of the window's rows: two multiplications cost
/// less than reading back a stored row. Sums are kept in double precision.
@safe struct TileMoments: Sendable {
    let taps: [Float]
    let constants: StabilityConstants
    let clampsPixels: Bool
    let needsLuminance: Bool

    /// Evaluates a tile whose samples have been loaded.
    func evaluate(
        _ tile: ScaleTile, _ buffer: TileBuffer, _ offsets: TileOffsets
    ) -> MomentSums {
        var sums = MomentSums()
        let width = tile.columns.count
        for row in tile.rows {
            let first = row - tile.sampleRows.lowerBound
            // A literal count lets the compiler unroll the loops over the standard window.
            if taps.count == 11 {
                weightRows(from: first, width: width + 10, count: 11, buffer)
                weightAlong(width: width, count: 11, buffer)
            } else {
                weightRows(
                    from: first, width: width + taps.count - 1, count: taps.count, buffer)
                weightAlong(width: width, count: taps.count, buffer)
            }
            evaluateTerms(width: width, buffer, offsets)
            sums.contrastStructure += unsafe total(buffer.work(.contrastStructure), width: width)
            guard needsLuminance else { continue }
            sums.luminance += unsafe total(buffer.work(.luminance), width: width)
            sums.similarity += unsafe total(buffer.work(.similarity), width: width)
        }
        return sums
    }

    // MARK: Down the columns

    /// Weights the rows under the window; taps are symmetric, so rows k and count − 1 − k share one.
    @inline(__always)
    private func weightRows(from row: Int, width: Int, count: Int, _ buffer: TileBuffer) {
        let (s, d) = unsafe (buffer.sums(row), buffer.differences(row))
        let (sum, squaredSum) = unsafe (buffer.work(.sum), buffer.work(.squaredSum))
        let difference = unsafe buffer.work(.difference)
        let squaredDifference = unsafe buffer.work(.squaredDifference)
        let step = 2 * TileBuffer.rowLength
        unsafe taps.withUnsafeBufferPointer { taps in
            var x = 0
            while x < width {
                var (ms, md) = (Floats8.zero, Floats8.zero)
                var (mss, mdd) = (Floats8.zero, Floats8.zero)
                var k = 0
                while k < count / 2 {
                    let tap = unsafe Floats8(repeating: taps[k])
                    let near = k &* step &+ x
                    let far = (count &- 1 &- k) &* step &+ x
                    let (s0, s1) = unsafe (s.floats8(near), s.floats8(far))
                    let (d0, d1) = unsafe (d.floats8(near), d.floats8(far))
                    ms.addProduct(tap, s0 + s1)
                    md.addProduct(tap, d0 + d1)
                    mss.addProduct(tap, (s0 * s0).addingProduct(s1, s1))
                    mdd.addProduct(tap, (d0 * d0).addingProduct(d1, d1))
                    k &+= 1
                }
                if count % 2 == 1 {
                    let tap = unsafe Floats8(repeating: taps[k])
                    let place = k &* step &+ x
                    let (s0, d0) = unsafe (s.floats8(place), d.floats8(place))
                    ms.addProduct(tap, s0)
                    md.addProduct(tap, d0)
                    mss.addProduct(tap, s0 * s0)
                    mdd.addProduct(tap, d0 * d0)
                }
                unsafe sum.store(ms, x)
                unsafe difference.store(md, x)
                unsafe squaredSum.store(mss, x)
                unsafe squaredDifference.store(mdd, x)
                x &+= 8
            }
        }
    }

    // MARK: Along the row

    /// Weights the four rows of moments along themselves, in place: what is written lies before all
    /// that is still read.
    @inline(__always)
    private func weightAlong(width: Int, count: Int, _ buffer: TileBuffer) {
        for moment: TileBuffer.WorkRow in [.sum, .difference, .squaredSum, .squaredDifference] {
            let row = unsafe buffer.work(moment)
            unsafe taps.withUnsafeBufferPointer { taps in
                var x = 0
                while x < width {
                    // Two vectors at a time: the products of one wait for each other.
                    var (left, right) = (Floats8.zero, Floats8.zero)
                    var k = 0
                    while k < count / 2 {
                        let tap = unsafe Floats8(repeating: taps[k])
                        let far = x &+ count &- 1 &- k
                        unsafe left.addProduct(tap, row.floats8(x &+ k) + row.floats8(far))
                        unsafe right.addProduct(
                            tap, row.floats8(x &+ k &+ 8) + row.floats8(far &+ 8))
                        k &+= 1
                    }
                    if count % 2 == 1 {
                        let tap = unsafe Floats8(repeating: taps[k])
                        unsafe left.addProduct(tap, row.floats8(x &+ k))
                        unsafe right.addProduct(tap, row.floats8(x &+ k &+ 8))
                    }
                    unsafe row.store(left, x)
                    unsafe row.store(right, x &+ 8)
                    x &+= 16
                }
            }
        }
    }

    /// Turns a row of weighted moments into terms.
    private func evaluateTerms(width: Int, _ buffer: TileBuffer, _ offsets: TileOffsets) {
        let (sum, difference) = unsafe (buffer.work(.sum), buffer.work(.difference))
        let (squaredSum, squaredDifference) = unsafe (
            buffer.work(.squaredSum), buffer.work(.squaredDifference)
        )
        let target = unsafe buffer.work(.contrastStructure)
        let twiceC2 = Floats8(repeating: Float(2 * constants.contrast))
        var x = 0
        while x < width {
            let (s, d) = unsafe (sum.floats8(x), difference.floats8(x))
            let v = unsafe squaredSum.floats8(x) - s * s
            let w = unsafe squaredDifference.floats8(x) - d * d
            unsafe target.store((v - w + twiceC2) / (v + w + twiceC2), x)
            x &+= 8
        }
        if clampsPixels {
            for x in 0..<width { unsafe target[x] = max(target[x], 0) }
        }
        guard needsLuminance else { return }
        let (luminance, similarity) = unsafe (buffer.work(.luminance), buffer.work(.similarity))
        let twiceC1 = Floats8(repeating: Float(2 * constants.luminance))
        x = 0
        while x < width {
            let s = unsafe sum.floats8(x) + offsets.sum
            let d = unsafe difference.floats8(x) + offsets.difference
            let (m, n) = (s * s, d * d)
            let l = (m - n + twiceC1) / (m + n + twiceC1)
            unsafe luminance.store(l, x)
            unsafe similarity.store(l * target.floats8(x), x)
            x &+= 8
        }
    }

    /// The sum of a row in double precision.
    private func total(_ row: UnsafeMutablePointer<Float>, width: Int) -> Double {
        var lanes = SIMD8<Double>.zero
        var x = 0
        while x &+ 8 <= width {
            lanes += unsafe SIMD8<Double>(row.floats8(x))
            x &+= 8
        }
        var sum = lanes.sum()
        while x < width {
            sum += unsafe Double(row[x])
            x &+= 1
        }
        return sum
    }
}
