// SPDX-License-Identifier: Apache-2.0

// The shapes of the files in Fixtures/datasets, as far as the tests read them.

struct GoldenShapes: Decodable {
    struct Image: Decodable {
        private enum CodingKeys: String, CodingKey {
            case index, label
            case channelSums = "channel_sums"
            case fnv1a64Hex = "fnv1a64_hex"
            case row16Red = "row16_red"
        }
        let index: Int
        let label: Int
        let channelSums: [Int]
        let fnv1a64Hex: String
        let row16Red: [Int]
    }
    struct Aggregate: Decodable {
        private enum CodingKeys: String, CodingKey {
            case count
            case labelCounts = "label_counts"
            case channelByteSums = "channel_byte_sums"
        }
        let count: Int
        let labelCounts: [Int]
        let channelByteSums: [Int]
    }
    let images: [Image]
    let aggregate: Aggregate
}

struct GoldenRooms: Decodable {
    struct Scene: Decodable {
        struct Object: Decodable { let type: String }
        struct Light: Decodable { let i: Double }
        private enum CodingKeys: String, CodingKey {
            case obj, amb, lights
            case width = "W"
        }
        let width: Double
        let obj: [Object]
        let amb: Double
        let lights: [Light]
    }
    struct Pixel: Decodable {
        private enum CodingKeys: String, CodingKey {
            case col, row, surface, distance, albedo, rgb
            case normalCamera = "normal_camera"
        }
        let col: Int
        let row: Int
        let surface: Int
        let distance: Double
        let normalCamera: [Double]
        let albedo: [Double]
        let rgb: [Double]
    }
    struct Sample: Decodable {
        private enum CodingKeys: String, CodingKey {
            case seed, index, size, scene, pixels
            case cameraBasis = "camera_basis"
            case meanRgb = "mean_rgb"
            case meanNormal = "mean_normal"
            case meanDistance = "mean_distance"
        }
        let seed: UInt64
        let index: Int
        let size: Int
        let scene: Scene
        let cameraBasis: [String: [Double]]
        let pixels: [Pixel]
        let meanRgb: [Double]
        let meanNormal: [Double]
        let meanDistance: Double
    }
    let scenes: [Sample]
}

struct GoldenEyes: Decodable {
    struct Pixel: Decodable {
        let col: Int
        let row: Int
        let value: Double
    }
    struct Sample: Decodable {
        private enum CodingKeys: String, CodingKey {
            case seed, index, domain, gaze, pixels, mean, std
            case irisCentre = "iris_centre"
            case pixelsWithoutNoise = "pixels_without_noise"
            case meanWithoutNoise = "mean_without_noise"
        }
        let seed: UInt64
        let index: Int
        let domain: String
        let gaze: [Double]
        let pixels: [Pixel]
        let mean: Double
        let std: Double
        let irisCentre: [Double]
        let pixelsWithoutNoise: [Pixel]?
        let meanWithoutNoise: Double?
    }
    let samples: [Sample]
}

struct GoldenFaces: Decodable {
    struct Pixel: Decodable {
        let col: Int
        let row: Int
        let rgb: [Double]
        let sketch: Double
    }
    struct Sample: Decodable {
        private enum CodingKeys: String, CodingKey {
            case seed, index, size, pixels
            case textureAttributes = "texture_attributes"
            case colourAttributes = "colour_attributes"
            case meanRgb = "mean_rgb"
            case meanSketch = "mean_sketch"
            case darkSketchFraction = "dark_sketch_fraction"
        }
        let seed: UInt64
        let index: Int
        let size: Int
        let textureAttributes: [Int]
        let colourAttributes: [Int]
        let pixels: [Pixel]
        let meanRgb: [Double]
        let meanSketch: Double
        let darkSketchFraction: Double
    }
    private enum CodingKeys: String, CodingKey {
        case samples
        case textureNames = "texture_names"
        case colourNames = "colour_names"
    }
    let textureNames: [String]
    let colourNames: [String]
    let samples: [Sample]
}
