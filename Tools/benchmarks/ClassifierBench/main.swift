// SPDX-License-Identifier: Apache-2.0

import Classifiers
import Datasets
import Dispatch
import Foundation
import InceptionScoring
import Raster

// Serves timings of feature extraction to inception_vs_torch_fidelity.py, one request a line on
// standard input and one answer a line.
//
//   extract THREADS   seconds for the features of all images
//   features          the sum of the absolute features, to show that both sides compute the same
//
// Arguments: the file of weights and an .npy file of images.

func reply(_ answer: Any) { FileHandle.standardOutput.write(Data("\(answer)\n".utf8)) }

let classifier = try NetworkClassifier(weights: CommandLine.arguments[1])
let images = try ImageSets.open(URL(filePath: CommandLine.arguments[2]))

while let line = readLine() {
    let words = line.split(separator: " ")
    switch words.first {
    case "extract":
        let threads = ThreadCount(words.count > 1 ? Int(words[1]) ?? 1 : 1)
        let start = DispatchTime.now().uptimeNanoseconds
        _ = try classifier.evidence(of: images, name: "images", threads: threads)
        reply(Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9)
    case "features":
        let rows = try classifier.evidence(of: images, name: "images").features()
        var sum = 0.0
        for row in 0..<rows.count { for column in 0..<rows.columns { sum += rows[row, column] } }
        reply(sum)
    default:
        reply("unknown request: \(line)")
    }
}
