// SPDX-License-Identifier: Apache-2.0

extension ProGAN.Architecture {
    enum CodingKeys: String, CodingKey {
        case resolution, channels, baseMaps, mapDecay, mostMaps, latentSize, classes, techniques
        case mapsBySide, fade
    }

    /// Reads an architecture; what came later than a file is the paper's.
    public init(from decoder: any Decoder) throws {
        let stored = try decoder.container(keyedBy: CodingKeys.self)
        resolution = try stored.decode(Int.self, forKey: .resolution)
        channels = try stored.decode(Int.self, forKey: .channels)
        baseMaps = try stored.decode(Int.self, forKey: .baseMaps)
        mapDecay = try stored.decode(Double.self, forKey: .mapDecay)
        mostMaps = try stored.decode(Int.self, forKey: .mostMaps)
        mapsBySide = try stored.decodeIfPresent([Int].self, forKey: .mapsBySide)
        latentSize = try stored.decodeIfPresent(Int.self, forKey: .latentSize)
        classes = try stored.decode(Int.self, forKey: .classes)
        techniques = try stored.decode(ProGAN.Techniques.self, forKey: .techniques)
        fade = try stored.decodeIfPresent(PyramidOperators.self, forKey: .fade) ?? .box2
    }
}
