// SPDX-License-Identifier: Apache-2.0

import Datasets
import Raster
import SeededRandom

/// Labelled pictures of stripes: class 0 has rows, class 1 columns, class 2 neither; with noise.
struct StripedImages: ImageSet {
    let count: Int
    var side = 16
    var channels = ChannelLayout.grey
    /// Which names come in which order.
    var isReversed = false
    /// The image that cannot be read, if there is one.
    var broken: Int?

    var summary: String { "stripes" }
    var labels: ImageLabels? { ImageLabels(values: (0..<count).map { number($0) % 3 }) }

    private func number(_ index: Int) -> Int { isReversed ? count - 1 - index : index }

    func name(at index: Int) -> String {
        let digits = "\(number(index))"
        return String(repeating: "0", count: 5 - digits.count) + digits
    }

    func image(at index: Int) throws(DatasetError) -> Image {
        let number = number(index)
        if number == broken {
            throw DatasetError(place: name(at: index), problem: "it is damaged", remedy: "mend it")
        }
        var generator = (RandomStream(seed: 4) / number).generator()
        let planes = (0..<channels.count).map { _ in
            var samples: [Float] = []
            for row in 0..<side {
                for column in 0..<side {
                    let place = number % 3 == 0 ? row : number % 3 == 1 ? column : 1
                    let stripe: Float = place / 2 % 2 == 0 ? 70 : 180
                    samples.append((stripe + Float(generator.uniform(-60, 60))).rounded())
                }
            }
            return Plane(width: side, height: side, samples: samples)
        }
        return Image(planes: planes, channels: channels, range: .byte)
    }
}
