// SPDX-License-Identifier: Apache-2.0

#if NETWORKS
    internal import CommandSupport
    internal import Datasets
    internal import Raster

    /// Opens sets of images for a classifier, with what cannot be read left out where that is wanted.
    struct ReadableSet {
        let reading: SetReadingArguments
        let preparation: Preparation
        let skipsUnreadable: Bool
        let threads: ThreadCount
        let isQuiet: Bool

        /// The images of a set, prepared.
        ///
        /// - Throws: When there is no set, or none of its images can be read.
        func open(_ path: String) throws -> any ImageSet {
            let base = try reading.open(path)
            let set: any ImageSet =
                preparation == Preparation() ? base : PreparedImageSet(base, preparation)
            guard skipsUnreadable else { return set }
            let intake = ImageIntake(reading: reading, threads: threads, isQuiet: isQuiet)
            let (readable, problems) = intake.survey(set)
            for problem in problems {
                StandardError.write("inception-score: skipped: \(problem)\n")
            }
            guard !readable.isEmpty else {
                throw ToolFailure("\(path): none of its \(set.count) images can be read")
            }
            return SubsetImageSet(set, indices: readable)
        }
    }
#endif
