// SPDX-License-Identifier: Apache-2.0

internal import Raster

/// The sums of the terms over some rows of a map.
struct MomentSums: Sendable {
    var luminance = 0.0
    var contrastStructure = 0.0
    var similarity = 0.0

    static func += (left: inout MomentSums, right: MomentSums) {
        left.luminance += right.luminance
        left.contrastStructure += right.contrastStructure
        left.similarity += right.similarity
    }
}

/// Where the maps of a scale go, when somebody wants them.
@safe struct MapPointers: @unchecked Sendable {
    let luminance: UnsafeMutablePointer<Float>
    let contrastStructure: UnsafeMutablePointer<Float>
}

/// Evaluates the terms of one scale row by row, in one pass over memory.
///
/// For a row of the map, the window's rows of s and d are weighted into four rows of moments, which
/// stay in the first-level cache; these are weighted along the row, and the terms evaluated and summed
/// at once, so that no moment ever exists as an image. Squares are recomputed for each of the
/// window's rows: two multiplications cost less than reading back a stored row. Sums are kept in
/// double precision.
@safe struct MomentPass: @unchecked Sendable {
    let planes: SumDifferencePointers
    let taps: [Float]
    let constants: StabilityConstants
    let clampsPixels: Bool
    let needsLuminance: Bool
    let maps: MapPointers?

    private static let simdWidth = 8

    var mapWidth: Int { unsafe planes.size.width - taps.count + 1 }

    /// Evaluates some rows of the map.
    func evaluate(rows: Range<Int>) -> MomentSums {
        let scratch = unsafe ScratchRows(rows: 6, width: planes.size.width)
        var sums = MomentSums()
        for row in rows {
            // A literal count lets the compiler unroll the loops over the standard window.
            if unsafe taps.count == 11 {
                unsafe weightRows(from: row, count: 11, into: scratch)
                unsafe evaluateRow(scratch, count: 11, &sums)
            } else {
                unsafe weightRows(from: row, count: taps.count, into: scratch)
                unsafe evaluateRow(scratch, count: taps.count, &sums)
            }
            unsafe copyMaps(of: row, from: scratch)
        }
        return sums
    }

    private func copyMaps(of row: Int, from scratch: ScratchRows) {
        guard let maps = unsafe maps else { return }
        let start = unsafe row * mapWidth
        unsafe (maps.luminance + start).update(from: scratch.row(4), count: mapWidth)
        unsafe (maps.contrastStructure + start).update(from: scratch.row(5), count: mapWidth)
    }

    // MARK: Down the columns

    @inline(__always)
    private func weightRows(from row: Int, count: Int, into scratch: ScratchRows) {
        let width = unsafe planes.size.width
        let s = unsafe UnsafePointer(planes.sum + row * width)
        let d = unsafe UnsafePointer(planes.difference + row * width)
        if width >= Self.simdWidth {
            var x = 0
            while x &+ 8 <= width {
                unsafe weightColumns(s, d, x, count: count, into: scratch)
                x &+= 8
            }
            // The last columns once more, together with some before them.
            if x < width {
                unsafe weightColumns(s, d, width &- 8, count: count, into: scratch)
            }
        } else {
            for x in 0..<width {
                var moments = SIMD4<Float>.zero
                for k in 0..<count {
                    let (a, b) = unsafe (s[k * width + x], d[k * width + x])
                    unsafe moments += taps[k] * SIMD4(a, b, a * a, b * b)
                }
                for moment in 0..<4 { unsafe scratch.row(moment)[x] = moments[moment] }
            }
        }
    }

    @inline(__always)
    private func weightColumns(
        _ s: UnsafePointer<Float>, _ d: UnsafePointer<Float>, _ x: Int, count: Int,
        into scratch: ScratchRows
    ) {
        let width = unsafe planes.size.width
        var (ms, md) = (Floats8.zero, Floats8.zero)
        var (mss, mdd) = (Floats8.zero, Floats8.zero)
        unsafe taps.withUnsafeBufferPointer { taps in
            // Taps are symmetric: rows k and count − 1 − k share one.
            var k = 0
            while k < count / 2 {
                let tap = unsafe Floats8(repeating: taps[k])
                let near = k &* width &+ x
                let far = (count &- 1 &- k) &* width &+ x
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
                let (s0, d0) = unsafe (s.floats8(k &* width &+ x), d.floats8(k &* width &+ x))
                ms.addProduct(tap, s0)
                md.addProduct(tap, d0)
                mss.addProduct(tap, s0 * s0)
                mdd.addProduct(tap, d0 * d0)
            }
        }
        unsafe scratch.row(0).store(ms, x)
        unsafe scratch.row(1).store(md, x)
        unsafe scratch.row(2).store(mss, x)
        unsafe scratch.row(3).store(mdd, x)
    }

    // MARK: Along the row

    @inline(__always)
    private func weightedAlong(_ row: UnsafePointer<Float>, _ x: Int, count: Int) -> Floats8 {
        var mean = Floats8.zero
        unsafe taps.withUnsafeBufferPointer { taps in
            var k = 0
            while k < count / 2 {
                let pair = unsafe row.floats8(x &+ k) + row.floats8(x &+ count &- 1 &- k)
                unsafe mean.addProduct(Floats8(repeating: taps[k]), pair)
                k &+= 1
            }
            if count % 2 == 1 {
                unsafe mean.addProduct(Floats8(repeating: taps[k]), row.floats8(x &+ k))
            }
        }
        return mean
    }

    @inline(__always)
    private func evaluateRow(_ scratch: ScratchRows, count: Int, _ sums: inout MomentSums) {
        let width = unsafe mapWidth
        let twiceC1 = unsafe Floats8(repeating: Float(2 * constants.luminance))
        let twiceC2 = unsafe Floats8(repeating: Float(2 * constants.contrast))
        let offset = unsafe Floats8(repeating: planes.offset)
        let keepsMaps = unsafe maps != nil
        var (luminance, contrast) = (SIMD8<Double>.zero, SIMD8<Double>.zero)
        var similarity = SIMD8<Double>.zero
        var x = 0
        while x < width {
            let s = unsafe weightedAlong(scratch.row(0), x, count: count)
            let d = unsafe weightedAlong(scratch.row(1), x, count: count)
            let ss = unsafe weightedAlong(scratch.row(2), x, count: count) - s * s
            let dd = unsafe weightedAlong(scratch.row(3), x, count: count) - d * d
            var cs = (ss - dd + twiceC2) / (ss + dd + twiceC2)
            if unsafe clampsPixels { cs = cs.replacing(with: 0, where: cs .< 0) }
            // Lanes past the end count as zero.
            let valid = Floats8.lanes .< Float(width &- x)
            cs.replace(with: 0, where: .!valid)
            contrast += SIMD8<Double>(cs)
            if unsafe needsLuminance {
                let mean = s + offset
                let (m, n) = (mean * mean, d * d)
                var l = (m - n + twiceC1) / (m + n + twiceC1)
                l.replace(with: 0, where: .!valid)
                luminance += SIMD8<Double>(l)
                similarity += SIMD8<Double>(l * cs)
                if keepsMaps {
                    unsafe scratch.row(4).store(l, x)
                    unsafe scratch.row(5).store(cs, x)
                }
            }
            x &+= 8
        }
        sums.contrastStructure += contrast.sum()
        sums.luminance += luminance.sum()
        sums.similarity += similarity.sum()
    }
}

extension Floats8 {
    /// The number of each lane.
    static let lanes = Floats8(0, 1, 2, 3, 4, 5, 6, 7)
}
