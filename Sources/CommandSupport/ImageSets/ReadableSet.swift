// SPDX-License-Identifier: Apache-2.0

package import Datasets
package import Raster

/// Opens sets of images, prepared, with what cannot be read left out where that is wanted.
package struct ReadableSet {
    private let tool: String
    private let reading: SetReadingArguments
    private let axes: NumPyImageSet.Axes?
    private let preparation: Preparation
    private let skipsUnreadable: Bool
    private let threads: ThreadCount
    private let isQuiet: Bool

    /// Says how sets are opened.
    ///
    /// - Parameters:
    ///   - tool: The name before each line on what was left out.
    ///   - reading: How the files are read.
    ///   - axes: The order of an array's axes that a run was started with.
    ///   - preparation: What is done to each image; if nil, what `reading` asks for.
    ///   - skipsUnreadable: Whether images that cannot be read are left out; if nil, as `reading` says.
    ///   - threads: How many threads may read to find out.
    ///   - isQuiet: Whether progress is unwanted.
    package init(
        for tool: String, _ reading: SetReadingArguments, axes: NumPyImageSet.Axes? = nil,
        preparation: Preparation? = nil, skipsUnreadable: Bool? = nil, threads: ThreadCount,
        isQuiet: Bool
    ) {
        self.tool = tool
        self.reading = reading
        self.axes = axes
        self.preparation = preparation ?? reading.preparation
        self.skipsUnreadable = skipsUnreadable ?? reading.skipUnreadable
        self.threads = threads
        self.isQuiet = isQuiet
    }

    /// The images of a set.
    ///
    /// - Throws: When there is no set, or none of its images can be read.
    package func open(_ path: String) throws -> any ImageSet {
        let base = try reading.open(path, axes: axes)
        let set: any ImageSet =
            preparation == Preparation() ? base : PreparedImageSet(base, preparation)
        guard skipsUnreadable else { return set }
        let intake = ImageIntake(reading: reading, threads: threads, isQuiet: isQuiet)
        let (readable, problems) = intake.survey(set)
        for problem in problems { StandardError.write("\(tool): skipped: \(problem)\n") }
        guard !readable.isEmpty else {
            throw ToolFailure("\(path): none of its \(set.count) images can be read")
        }
        return SubsetImageSet(set, indices: readable)
    }
}
