// SPDX-License-Identifier: Apache-2.0

internal import CommandSupport
internal import Datasets
internal import SlicedWassersteinDistance

/// A set as it was named on the command line: images that are still to be read, or evidence that
/// was saved.
struct ComparedSet {
    /// What was found there.
    enum Content {
        case images(any ImageSet)
        case evidence(SlicedWassersteinEvidence)
    }

    /// The name as typed.
    let path: String
    let content: Content
    /// What was left out, a line each.
    let skipped: [String]

    /// Opens a set.
    ///
    /// - Parameters:
    ///   - path: A set of images or a folder of evidence.
    ///   - shards: Folders of evidence that are joined with it.
    ///   - intake: What reads images, for those that cannot be read to be left out.
    /// - Throws: When there is no set, none of its images can be read, or shards do not fit.
    init(_ path: String, joining shards: [String] = [], _ intake: ImageIntake) throws {
        self.path = path
        guard SlicedWassersteinEvidence.isEvidence(path) else {
            guard shards.isEmpty else {
                throw ToolFailure(
                    "\(path): shards are joined as evidence, and this is not; save evidence of it "
                        + "with --save-evidence first")
            }
            let set = PreparedImageSet(
                try intake.reading.open(path), intake.reading.preparation)
            if intake.reading.skipUnreadable {
                let (readable, problems) = intake.survey(set)
                guard !readable.isEmpty else {
                    throw ToolFailure("\(path): none of its \(set.count) images can be read")
                }
                content = .images(SubsetImageSet(set, indices: readable))
                skipped = problems
            } else {
                content = .images(set)
                skipped = []
            }
            return
        }
        content = .evidence(
            try shards.reduce(SlicedWassersteinEvidence(folder: path)) {
                try $0.merged(with: SlicedWassersteinEvidence(folder: $1))
            })
        skipped = []
    }

    /// The number of images.
    var count: Int {
        switch content {
        case .images(let set): set.count
        case .evidence(let evidence): evidence.count
        }
    }
}
