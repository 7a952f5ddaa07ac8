// SPDX-License-Identifier: Apache-2.0

public import Pyramids

extension ProGAN {
    /// Where the growth is: by the schedule alone, or by what scores have said.
    ///
    /// It is stored with a checkpoint, so that a run resumed in the middle of a fade goes on there.
    public struct Growth: Sendable, Hashable, Codable {
        /// What shows now.
        public private(set) var detail: LevelOfDetail
        /// The levels that the optimizers' memory is about; nil before the first step.
        private var levels: ClosedRange<Int>?
        private var decisions: Decisions

        /// What the scores decided, for ``GrowthRule/swd``.
        private struct Decisions: Sendable, Hashable, Codable {
            /// The level that is trained, or from which the next one fades in.
            var level: Int
            /// Images at which it began to be trained in full.
            var trainedSince = 0
            /// Images at which the next level began to fade in.
            var fadesSince: Int?
            /// The least distance on this level so far.
            var least: Double?
        }

        /// The start of a schedule.
        public init(_ schedule: GrowthSchedule) {
            detail = schedule.detail(afterImages: 0)
            decisions = Decisions(level: schedule.levels)
        }

        /// Goes to where training is after so many images.
        ///
        /// - Returns: Whether other levels are in use than in the step before, so that what optimizers
        ///   remember is about something else.
        mutating func advance(
            _ rule: GrowthRule, _ schedule: GrowthSchedule, afterImages images: Int
        ) -> Bool {
            switch rule {
            case .schedule: detail = schedule.detail(afterImages: images)
            case .swd: detail = decidedDetail(schedule, images)
            }
            let now = detail.level...detail.coarsestLevel
            defer { levels = now }
            return levels != nil && levels != now
        }

        /// Takes note of the distance on the level that is trained.
        mutating func observe(
            distance: Double, _ schedule: GrowthSchedule, afterImages images: Int
        ) {
            guard decisions.fadesSince == nil, decisions.level > 0 else { return }
            if let least = decisions.least, distance > Self.progress * least {
                decisions.fadesSince = images
            }
            decisions.least = min(decisions.least ?? distance, distance)
        }

        /// A distance above this share of the least one so far is no progress.
        private static let progress = 0.97

        private mutating func decidedDetail(
            _ schedule: GrowthSchedule, _ images: Int
        ) -> LevelOfDetail {
            if decisions.fadesSince == nil, decisions.level > 0,
                images - decisions.trainedSince >= 2 * schedule.trainImages
            {
                decisions.fadesSince = images
            }
            guard let start = decisions.fadesSince else {
                return LevelOfDetail(level: decisions.level)
            }
            if images - start >= schedule.fadeImages {
                decisions = Decisions(level: decisions.level - 1, trainedSince: images)
                return LevelOfDetail(level: decisions.level)
            }
            return schedule.detail(level: decisions.level, faded: images - start)
        }
    }
}
