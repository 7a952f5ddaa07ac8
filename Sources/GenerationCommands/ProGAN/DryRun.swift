// SPDX-License-Identifier: Apache-2.0

internal import CommandSupport
internal import GenerativeModels
internal import Raster
internal import Tensors

/// What a training would do: its stages, and how long they take by a short measurement.
struct DryRun {
    private let recipe: ProGAN.Recipe
    private let precision: ProGAN.Precision
    private let threads: ThreadCount

    init(_ recipe: ProGAN.Recipe, precision: ProGAN.Precision, threads: ThreadCount) {
        self.recipe = recipe
        self.precision = precision
        self.threads = threads
    }

    /// Rounds that would take longer than this are estimated from coarser sides by their work.
    private static let longestRound = 4.0

    /// Measures, and prints a row for each side.
    func print() throws {
        Engine.keepFreedMemory()
        var table = TableFormatter(
            columns: [
                .right("side"), .right("fades in over"), .right("images"), .right("batch"),
                .right("generator"), .right("discriminator"), .right("multiply-adds"),
                .right("ms a round"), .right("hours"),
            ])
        var last: (seconds: Double, work: Double)?
        var total = 0.0
        var isEstimated = false
        for stage in recipe.stages {
            let work = Double(stage.multiplyAdds * stage.batchSize)
            let expected = last.map { $0.seconds * work / $0.work }
            let seconds: Double
            if let expected, expected > Self.longestRound {
                seconds = expected
                isEstimated = true
            } else {
                seconds = try ProGAN.secondsPerRound(
                    of: recipe, at: stage.resolution, precision: precision)
                last = (seconds, work)
            }
            let rounds = Double(stage.fadeImages + stage.trainImages) / Double(stage.batchSize)
            let hours = rounds * seconds / 3600
            total += hours
            let mark = expected.map { $0 > Self.longestRound } == true ? "~" : ""
            table.append([
                "\(stage.resolution)", Grouped.digits(stage.fadeImages),
                Grouped.digits(stage.trainImages), "\(stage.batchSize)",
                Grouped.digits(stage.generatorParameters),
                Grouped.digits(stage.discriminatorParameters),
                Grouped.digits(stage.multiplyAdds),
                mark + ScoreLines.decimals(1000 * seconds, 1), mark + ScoreLines.decimals(hours, 2),
            ])
        }
        Swift.print(table.text, terminator: "")
        Swift.print(
            "\(Grouped.digits(recipe.images)) images in about \(ScoreLines.decimals(total, 2)) hours "
                + "with \(threads.count) thread\(threads.count == 1 ? "" : "s")"
                + (isEstimated ? "; ~ is estimated from the work" : ""))
    }
}
