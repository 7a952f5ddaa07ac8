// SPDX-License-Identifier: Apache-2.0

import Foundation
import ImageFiles
import PyramidFiles
import Raster
import TestSupport
import Testing

@Suite struct PyramidFolderTests {
    @Test func aFloatPyramidComesBackFromDisk() throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "pyramid-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let image = Image(
            planes: SyntheticImage.noise(height: 37, width: 52, channels: 3, seed: 4).planes(),
            channels: .rgb, range: .byte)
        let pyramid = try StoredPyramid(
            decomposing: ImageFile(image: image, sampleFormat: .uint8), name: "noise.png",
            convention: PyramidConvention(.mirror101), levels: 3, arithmetic: nil, threads: .one)
        try PyramidFolder.write(pyramid, to: folder, as: .npy)
        let back = try PyramidFolder.read(folder)
        #expect(back.images == pyramid.images)
        let collapsed = try back.collapsed(threads: .one).image
        #expect(collapsed.mapPlanes { $0.map { $0.rounded() } } == image)
    }
}
