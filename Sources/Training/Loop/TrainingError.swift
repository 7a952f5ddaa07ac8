// SPDX-License-Identifier: Apache-2.0

/// Why training stopped or cannot go on.
public enum TrainingError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A loss is infinite or no number.
    case notFinite(step: Int, player: String, term: String, value: Double)
    /// A run is to go on with other settings than it was started with.
    case settingsDiffer(run: String, differences: [String])
    /// A file of a run is missing or damaged.
    case damagedRun(path: String, problem: String)

    /// What happened and what would do, in one line.
    public var description: String {
        switch self {
        case .notFinite(let step, let player, let term, let value):
            "step \(step): the loss '\(term)' of the \(player) is \(value); "
                + "lower its learning rate, or go on from the last checkpoint with another seed"
        case .settingsDiffer(let run, let differences):
            "\(run): the run has other settings: \(differences.joined(separator: ", ")); "
                + "use its own or name another folder"
        case .damagedRun(let path, let problem): "\(path): \(problem)"
        }
    }
}
