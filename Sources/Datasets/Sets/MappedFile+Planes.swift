// SPDX-License-Identifier: Apache-2.0

internal import Archives
internal import Raster

extension MappedFile {
    /// Planes of bytes that lie one after the other from an offset.
    func planes(at offset: Int, count channels: Int, size: ImageSize) -> [Plane] {
        (0..<channels).map { channel in
            let start = offset + channel * size.area
            let samples = unsafe withBytes(start..<start + size.area) { source in
                unsafe [Float](unsafeUninitializedCapacity: size.area) { target, initialised in
                    for index in 0..<size.area {
                        unsafe target.initializeElement(at: index, to: Float(source[index]))
                    }
                    initialised = size.area
                }
            }
            return Plane(width: size.width, height: size.height, samples: samples)
        }
    }
}
