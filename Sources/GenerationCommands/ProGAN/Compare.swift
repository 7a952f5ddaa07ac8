// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CommandSupport
internal import GenerativeModels
internal import ImageFiles
internal import Training

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension ProGANCommand {
    struct Compare: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put the scores of several runs beside each other.",
            discussion: """
                Networks that grow see coarse images first, which cost little, so the same number of \
                images is not the same work. Against work, runs of one architecture compare fairly on \
                any machine; against time, as they went on the machine they ran on.

                Examples:
                  progan train faces -o grown --recipe demo64
                  progan train faces -o ungrown --recipe demo64 --no-growth --images 58000
                  progan compare grown ungrown --plot growth.svg
                """)

        /// What the runs are laid out along.
        enum Axis: String, ExpressibleByArgument, CaseIterable {
            case work, images, time

            var title: String {
                switch self {
                case .work: "work, 10¹² multiply-adds of forward passes"
                case .images: "thousand images"
                case .time: "minutes"
                }
            }
        }

        @Argument(help: ArgumentHelp("The folders of the runs.", valueName: "run"))
        var runs: [String]

        @Option(
            help: ArgumentHelp(
                "Lay the runs out along work, images or time.", valueName: "axis"))
        var against = Axis.work

        @Option(
            help: ArgumentHelp(
                "The score by its name in the log, such as swd.64, swd.mean or ms_ssim.",
                valueName: "name"))
        var score = "swd.mean"

        @Option(help: ArgumentHelp("Draw the runs as an SVG file.", valueName: "file"))
        var plot: String?

        @OptionGroup var json: JSONArgument

        /// The scores of a run, for programs.
        private struct Curve: Encodable {
            let run: String
            let points: [ScoredMoment]
        }

        func run() throws {
            let curves = try runs.map { Curve(run: $0, points: try points(of: $0)) }
            if let plot {
                let picture = LinePlot(
                    title: "\(score) of averaged weights", x: .init(against.title),
                    y: .init(score),
                    series: curves.map { curve in
                        .init(curve.run, curve.points.map { ($0.at, $0.score) })
                    })
                try AtomicFile.replace(URL(filePath: plot), with: Array(picture.svg.utf8))
            }
            print(json.isRequested ? try JSONOutput.line(for: curves) : table(curves))
        }

        private func points(of run: String) throws -> [ScoredMoment] {
            let trained = try RunScores(of: run)
            let points = try trained.moments(of: score, against: against)
            guard !points.isEmpty else {
                throw ToolFailure(
                    "\(run) has no score called \(score) yet; it has "
                        + trained.names.joined(separator: ", "))
            }
            return points
        }

        /// Each run's newest score at quarters of the shortest run's way.
        private func table(_ curves: [Curve]) -> String {
            let shortest = curves.compactMap(\.points.last?.at).min() ?? 0
            var table = TableFormatter(
                columns: [.right(against.title)] + curves.map { .right($0.run) })
            for share in [0.25, 0.5, 0.75, 1] {
                let place = share * shortest
                table.append(
                    [ScoreLines.decimals(place, 2)]
                        + curves.map { curve in
                            // A hair more, since the end itself is a sum of many numbers.
                            let newest = curve.points.last { $0.at <= place * (1 + 1e-9) }
                            return newest.map { ScoreLines.decimals($0.score, 1) } ?? ""
                        })
            }
            return String(table.text.dropLast())
        }
    }
}
