// SPDX-License-Identifier: Apache-2.0

internal import Datasets
internal import Raster
internal import Tensors

/// The images of a set as one of its pyramid's levels, rounded to bytes as samples of that level are
/// for their scores.
struct LevelImageSet: ImageSet {
    private let base: any ImageSet
    private let frame: LevelFrame

    /// Creates the set of a level.
    init(_ base: any ImageSet, _ frame: LevelFrame) {
        self.base = base
        self.frame = frame
    }

    var count: Int { base.count }
    var summary: String { "level \(frame.level) of \(base.summary)" }
    var labels: ImageLabels? { base.labels }

    func name(at index: Int) -> String { base.name(at: index) }

    func image(at index: Int) throws(DatasetError) -> Image {
        let image = try base.image(at: index).withoutAlpha.converted(to: .signed)
        do throws(TensorError) {
            let level = try frame.batch(of: ImageBatch([image]), labels: [0]).images
            return try frame.shown(level).imageBatch(range: .signed).roundedToBytes.image(at: 0)
        } catch {
            throw DatasetError(
                place: base.name(at: index), problem: error.description,
                remedy: "bring the set to \(frame.pyramid.sides[0]) pixels a side")
        }
    }
}

extension LevelFrame {
    /// Images of the level as they are scored: in the signed range, and doubled until they have the
    /// 16 pixels that a sliced Wasserstein distance needs.
    func shown(_ images: Tensor) throws(TensorError) -> Tensor {
        let restored = try normaliser.restored(images, level: level, of: pyramid)
        return try pyramid.doubled(restored, untilSide: 16)
    }
}
