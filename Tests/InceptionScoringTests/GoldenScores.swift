// SPDX-License-Identifier: Apache-2.0

import Foundation
import InceptionScoring
import TestSupport
import Testing

/// A number of a golden file, where "nan" stands for a number that there is not.
struct GoldenNumber: Decodable, Sendable {
    let value: Double

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self), text == "nan" {
            value = .nan
        } else {
            value = try container.decode(Double.self)
        }
    }
}

/// Scores of one set by many conventions.
struct GoldenScores: Decodable, Sendable, CustomTestStringConvertible {
    struct Splits: Decodable, Sendable {
        let splits: [GoldenNumber]
        let mean: GoldenNumber
        let std: GoldenNumber
        let sample: GoldenNumber

        private enum CodingKeys: String, CodingKey {
            case splits, mean, std
            case sample = "std_ddof1"
        }
    }

    struct TorchFidelity: Decodable, Sendable {
        let mean: Double
        let std: Double

        private enum CodingKeys: String, CodingKey {
            case mean = "inception_score_mean"
            case std = "inception_score_std"
        }
    }

    private struct File: Decodable { let cases: [GoldenScores] }

    let name: String
    let n: Int
    let classes: Int
    let splits: Int
    let official: Splits
    let zeroSafe: Splits
    let wholeSet: Double
    let dropRemainder: Splits
    let torchChunk: Splits
    let shuffled: TorchFidelity?
    let unshuffled: TorchFidelity?
    let file: String?
    let logits: String?

    private enum CodingKeys: String, CodingKey {
        case name, n, classes, splits, official, file
        case zeroSafe = "zero_safe"
        case wholeSet = "whole_set"
        case dropRemainder = "drop_remainder_convention"
        case torchChunk = "torch_chunk_convention"
        case shuffled = "torch_fidelity_shuffled_seed2020"
        case unshuffled = "torch_fidelity_unshuffled"
        case logits = "file_logits"
    }

    var testDescription: String { name }

    /// All cases of the golden file.
    static let all: [GoldenScores] = {
        do {
            return try Fixture.json("inception-score/is_cases.json", as: File.self).cases
        } catch {
            fatalError("\(error)")
        }
    }()

    var kind: RowKind { logits == nil ? .probabilities : .logits }

    /// The rows, read or made by the case's rule.
    func rows() throws -> ImageRows {
        if let path = file ?? logits {
            let array = try Fixture.array("inception-score/\(path)")
            return try ImageRows(array.values, columns: array.shape[1], name: path)
        }
        let values = (0..<n).flatMap { row in
            (0..<classes).map { column -> Double in
                switch name {
                case "uniform": 1 / Double(classes)
                case "onehot_cycled": row % classes == column ? 1 : 0
                case "onehot_single": column == 0 ? 1 : 0
                default: row * classes / n == column ? 1 : 0
                }
            }
        }
        return try ImageRows(values, columns: classes, name: name)
    }
}

/// Rows of a golden file of features.
func goldenRows(_ file: String) throws -> ImageRows {
    let array = try Fixture.array("inception-score/\(file)")
    return try ImageRows(
        array.values.map(Float.init), columns: array.shape.count > 1 ? array.shape[1] : 1,
        name: file)
}
