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

    /// The images of a set, prepared.
    ///
    /// - Throws: When there is no set, or none of its images can be read.
    package func open(_ path: String) throws -> any ImageSet { prepared(try stored(path)) }

    /// The images of a set as they are stored; what cannot be read and prepared is left out where that
    /// is wanted.
    ///
    /// - Throws: When there is no set, or none of its images can be read.
    package func stored(_ path: String) throws -> any ImageSet {
        let set = try reading.open(path, axes: axes)
        guard skipsUnreadable else { return set }
        let intake = ImageIntake(reading: reading, threads: threads, isQuiet: isQuiet)
        let (readable, problems) = intake.survey(prepared(set))
        for problem in problems { StandardError.write("\(tool): skipped: \(problem)\n") }
        guard !readable.isEmpty else {
            throw ToolFailure("\(path): none of its \(set.count) images can be read")
        }
        return readable.count == set.count ? set : SubsetImageSet(set, indices: readable)
    }

    private func prepared(_ set: any ImageSet) -> any ImageSet {
        preparation == Preparation() ? set : PreparedImageSet(set, preparation)
    }
}
