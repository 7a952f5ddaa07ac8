// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
internal import CommandSupport

/// The tool `inception-score`.
public struct InceptionScoreCommand: ParsableCommand {
    /// The name, the help, and one subcommand a file.
    public static let configuration = CommandConfiguration(
        commandName: "inception-score",
        abstract: "Score generated images by what a classifier sees in them.",
        discussion: """
            The scores are computed from a classifier's numbers: one row an image, in a .npy file, a \
            .npz file with the arrays features, logits or probabilities, or a folder of such files, \
            which are the shards of one set. fid also takes statistics (.npz with mu and sigma) as \
            pytorch-fid and TTUR save them. With --weights, sets are images, and the classifier in \
            that file looks at them.

            Programs differ in splits, order and spread; --match follows one of them.

            Examples:
              inception-score score logits.npy --input logits
              inception-score score probabilities.npy --splits 10 --no-shuffle --json
              inception-score fid generated.npy statistics.npz
              inception-score pr generated.npy real.npy --neighbors 3
              inception-score statistics real.npy -o statistics.npz
              inception-score fid generated photographs --weights inception.pth
              inception-score train-classifier cifar10 -o run
              inception-score all generated cifar10 --weights run/classifier.safetensors
            """,
        version: Version.current,
        subcommands: [
            Score.self, Frechet.self, Kernel.self, Neighbours.self, All.self, Statistics.self,
            Features.self, TrainClassifier.self,
        ])

    /// Creates the command as it is before parsing.
    public init() {}
}
