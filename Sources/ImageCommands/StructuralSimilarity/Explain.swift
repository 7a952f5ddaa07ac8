// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import Raster
internal import StructuralSimilarity

extension SimilarityCommand {
    struct Explain: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Score two images by the rules of every program, and say why scores differ.",
            discussion: """
                Every program follows the rules of wang but for some; each of these is changed alone to \
                show what it does to this pair.
                """)

        @Argument(help: "An image.")
        var first: String

        @Argument(help: "The image to compare it with.")
        var second: String

        @Option(
            help: ArgumentHelp("Use this many scales, 1 to 5.", valueName: "count"))
        var levels: Int = 5

        @OptionGroup var images: ImagePairArguments
        @OptionGroup var threads: ThreadsArgument
        @OptionGroup var json: JSONArgument

        func validate() throws {
            guard (1...5).contains(levels) else {
                throw ValidationError("--levels must be between 1 and 5, not \(levels)")
            }
            if images.dynamicRange != nil {
                throw ValidationError(
                    "explain takes the range of the files; leave --dynamic-range out")
            }
        }

        func run() throws {
            let explanation = try images.compare(first, second) { x, y throws(SimilarityError) in
                try SimilarityExplanation(
                    x, y, weights: .first(levels), threads: threads.count)
            }
            let rows = explanation.entries.map(ExplanationRow.init)
            if json.isRequested { return print(try JSONOutput.line(for: rows)) }
            var table = TableFormatter(columns: [
                .left("program"), .right("MS-SSIM"), .left("what its rules change alone"),
            ])
            for row in rows { table.append([row.match, row.score?.score ?? "none", row.why]) }
            print(table.text, terminator: "")
            print()
            for entry in explanation.entries {
                print("\(entry.convention.rawValue): \(entry.convention.summary)")
            }
        }
    }
}

/// What `explain` says of one program.
struct ExplanationRow: Encodable {
    let match: String
    let score: Double?
    /// Why there is no score.
    let refusal: String?
    let clampedScales: [Int]
    let effects: [String: Double]

    private enum CodingKeys: String, CodingKey {
        case match, score, refusal, effects
        case clampedScales = "clamped_scales"
    }

    init(_ entry: SimilarityExplanation.Entry) {
        match = entry.convention.rawValue
        switch entry.outcome {
        case .success(let result):
            score = result.value
            clampedScales = result.clampedScales
            refusal = nil
        case .failure(let error):
            score = nil
            clampedScales = []
            refusal = error.description
        }
        effects = Dictionary(
            uniqueKeysWithValues: entry.effects.map { ($0.rule.rawValue, $0.change) })
    }

    var why: String {
        if let refusal { return refusal }
        var parts = effects.sorted { $0.key < $1.key }.map { rule, change in
            "\(rule) \(change < 0 ? "" : "+")\(change.score)"
        }
        if !clampedScales.isEmpty {
            let scales = clampedScales.map(String.init).joined(separator: ", ")
            parts.append("negative at scale \(scales), counted as 0")
        }
        return parts.joined(separator: "; ")
    }
}
