// SPDX-License-Identifier: Apache-2.0

#if NETWORKS
    internal import Classifiers
    internal import CommandSupport
    internal import Datasets
    internal import Foundation
    internal import ImageFiles
    internal import InceptionScoring
    internal import Scoring
    internal import Tensors

    /// What the command `features` does.
    struct FeatureExtraction {
        private let command: InceptionScoreCommand.Features

        init(_ command: InceptionScoreCommand.Features) { self.command = command }

        func run() throws {
            let classifier = try NetworkClassifier(
                weights: command.weights, resizing: command.resizeRule?.value,
                layer: command.layer.flatMap { FeatureLayer(rawValue: $0.rawValue) },
                precision: command.double ? .float64 : .float32)
            let set = try ReadableSet(
                for: "inception-score", command.reading, threads: command.threads.count,
                isQuiet: command.quiet.isRequested
            ).open(command.set)
            let progress = ProgressReporter(
                total: set.count, unit: "images", isQuiet: command.quiet.isRequested)
            let evidence = try classifier.evidence(
                of: set, name: command.set, threads: command.threads.count
            ) { progress.advance(by: $0) }
            progress.finish()
            let features = try evidence.features()
            let url = URL(filePath: command.output)
            if command.output.hasSuffix(".npz") {
                try ImageRows.write(
                    [(.features, features), (.logits, evidence.logits())], to: url)
            } else {
                try features.array.write(to: url)
            }
            if !command.quiet.isRequested {
                print(
                    "\(command.output): \(features.count) images, \(features.columns) features of "
                        + classifier.name)
            }
        }
    }
#endif
