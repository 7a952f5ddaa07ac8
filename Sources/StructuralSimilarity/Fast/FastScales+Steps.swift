// SPDX-License-Identifier: Apache-2.0

internal import Raster
internal import Synchronization

// The steps of `FastScales`, each cut into strips of rows. What the threads need of the planes are
// their pointers; `withExtendedLifetime` keeps the planes until the threads are done.

extension FastScales {
    /// Rows of a strip: enough to hide the cost of starting one.
    private static let stripHeight = 32

    /// x + y − 2c and x − y of each channel.
    func sumsAndDifferences(
        _ x: [Plane], _ y: [Plane]
    ) throws(SimilarityError) -> [SumDifference] {
        let result = zip(x, y).map { SumDifference(roomFor: $0, $1) }
        let passes = unsafe x.indices.map { channel in
            unsafe SumDifferencePass(
                x: x[channel].storage.base, y: y[channel].storage.base,
                target: result[channel].pointers)
        }
        let finite = forEachStrip(of: x[0].height, channels: x.count, true) { channel, rows in
            unsafe passes[channel].write(rows: rows)
        }
        withExtendedLifetime((x, y, result)) {}
        guard finite.allSatisfy({ $0.allSatisfy(\.self) }) else {
            try FiniteSamples.check(x, y)
            return result
        }
        return result
    }

    /// The next scale of each channel.
    func halved(_ scale: [SumDifference]) -> [SumDifference] {
        let size = rules.halving.halvedSize(of: scale[0].size)
        let result = scale.map { SumDifference(uninitialized: size, offset: $0.offset) }
        let passes = unsafe scale.indices.map { channel in
            unsafe HalvingPass(
                rules.halving, from: scale[channel].pointers, to: result[channel].pointers)
        }
        _ = forEachStrip(of: size.height, channels: scale.count, ()) { channel, rows in
            unsafe passes[channel].write(rows: rows)
        }
        withExtendedLifetime((scale, result)) {}
        return result
    }

    /// The means of the terms over the maps of each channel.
    func measure(_ scale: [SumDifference], needsLuminance: Bool) -> [ScaleMeans] {
        let window = rules.window(for: scale[0].size)
        let area = Double(window.mapSize(of: scale[0].size).area)
        let inner = unsafe sums(scale, needsLuminance: needsLuminance, maps: nil)
        var similarity = inner.map { $0.similarity / area }
        if rules.border == .mirroredSimilarity, needsLuminance {
            let padded = scale.map { $0.mirrored(margin: window.size / 2) }
            let area = Double(window.mapSize(of: padded[0].size).area)
            similarity = unsafe sums(padded, needsLuminance: true, maps: nil).map {
                $0.similarity / area
            }
        }
        return zip(inner, similarity).map { sums, similarity in
            ScaleMeans(
                luminance: needsLuminance ? sums.luminance / area : nil,
                contrastStructure: sums.contrastStructure / area,
                similarity: needsLuminance ? similarity : nil)
        }
    }

    /// The sums of the terms over the maps of each channel; writes the maps if there is one channel
    /// and a place for them.
    func sums(
        _ scale: [SumDifference], needsLuminance: Bool, maps: MapPointers?
    ) -> [MomentSums] {
        let window = rules.window(for: scale[0].size)
        let passes = unsafe scale.map { channel in
            unsafe MomentPass(
                planes: channel.pointers, taps: window.taps.map(Float.init),
                constants: constants, clampsPixels: rules.clampsPixels,
                needsLuminance: needsLuminance, maps: maps)
        }
        let rows = window.mapSize(of: scale[0].size).height
        let parts = forEachStrip(of: rows, channels: scale.count, MomentSums()) { channel, rows in
            unsafe passes[channel].evaluate(rows: rows)
        }
        withExtendedLifetime(scale) {}
        return parts.map { $0.reduce(into: MomentSums(), +=) }
    }

    /// Runs `body` for each strip of each channel; returns its values by channel and strip.
    private func forEachStrip<Value: Sendable>(
        of rows: Int, channels: Int, _ empty: Value,
        _ body: @Sendable (_ channel: Int, _ rows: Range<Int>) -> Value
    ) -> [[Value]] {
        let height = Self.stripHeight
        let strips = (rows + height - 1) / height
        let results = Mutex(
            Array(repeating: Array(repeating: empty, count: strips), count: channels))
        threads.forEach(below: channels * strips) { task in
            let (channel, strip) = (task / strips, task % strips)
            let value = body(channel, strip * height..<min(rows, (strip + 1) * height))
            results.withLock { $0[channel][strip] = value }
        }
        return results.withLock { $0 }
    }
}

/// Looks for samples that are infinite or not numbers.
enum FiniteSamples {
    /// Throws the place of the first one, if there is one.
    static func check(_ x: [Plane], _ y: [Plane]) throws(SimilarityError) {
        for (image, planes) in [x, y].enumerated() {
            for (channel, plane) in planes.enumerated() {
                if let index = plane.samples.firstIndex(where: { !$0.isFinite }) {
                    throw .notFinite(
                        image: image, channel: channel, x: index % plane.width,
                        y: index / plane.width)
                }
            }
        }
    }

    /// Throws the place of the first one, if there is one.
    static func check(_ x: [DoublePlane], _ y: [DoublePlane]) throws(SimilarityError) {
        for (image, planes) in [x, y].enumerated() {
            for (channel, plane) in planes.enumerated() {
                if let index = plane.samples.firstIndex(where: { !$0.isFinite }) {
                    throw .notFinite(
                        image: image, channel: channel, x: index % plane.width,
                        y: index / plane.width)
                }
            }
        }
    }
}
