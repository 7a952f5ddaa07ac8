// SPDX-License-Identifier: Apache-2.0

internal import Raster

extension ColourTreatment {
    /// What is compared of an image of some planes.
    func applied(
        to planes: [Plane], dynamicRange: Double
    ) throws(SimilarityError) -> [Plane] {
        guard needsLuma(try channelCount(planes.count)) else { return planes }
        var luma = Plane(uninitialized: planes[0].size)
        luma.withMutableSamples { luma in
            planes[0].withSamples { red in
                planes[1].withSamples { green in
                    planes[2].withSamples { blue in
                        for index in luma.indices {
                            luma[index] = Float(
                                self.luma(
                                    Double(red[index]), Double(green[index]), Double(blue[index]),
                                    dynamicRange: dynamicRange))
                        }
                    }
                }
            }
        }
        return [luma]
    }

    /// As for single precision.
    func applied(
        to planes: [DoublePlane], dynamicRange: Double
    ) throws(SimilarityError) -> [DoublePlane] {
        guard needsLuma(try channelCount(planes.count)) else { return planes }
        var luma = DoublePlane(size: planes[0].size)
        for index in luma.samples.indices {
            luma.samples[index] = self.luma(
                planes[0].samples[index], planes[1].samples[index], planes[2].samples[index],
                dynamicRange: dynamicRange)
        }
        return [luma]
    }

    private func channelCount(_ count: Int) throws(SimilarityError) -> Int {
        guard self == .channels || count == 1 || count == 3 else {
            throw .noLuma(channelCount: count)
        }
        return count
    }

    private func needsLuma(_ channelCount: Int) -> Bool {
        self != .channels && channelCount == 3
    }
}
