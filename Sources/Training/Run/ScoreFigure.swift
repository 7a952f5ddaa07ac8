// SPDX-License-Identifier: Apache-2.0

/// Which scores of a log belong into one figure, and how they are drawn in it.
///
/// A score's family is its name up to the first dot: `swd.32` and `swd.mean` share a figure. A family
/// called as another one with `_floor` or `_reals` behind it, as in `swd_floor.32`, is what reals
/// reach, and is drawn into the other's figure as a broken line of the same colour.
struct ScoreFigure {
    /// The family, as in `swd`.
    let name: String
    /// The figure.
    let figure: CurveFigure

    /// The score that tells how far a network has grown; it is drawn as a background of the others.
    static let growth = "level_of_detail"
    /// The score that is 1 when images resemble each other more than the reals do; it is a sentence.
    static let alarm = "collapse_alarm"

    private static let references = ["_floor", "_reals"]

    /// The figures of a log, the family with the most scores first.
    static func all(in entries: [LogEntry]) -> [ScoreFigure] {
        var families: [String: [CurveFigure.Curve]] = [:]
        let names = Set(entries.flatMap { ($0.scores ?? [:]).keys }).subtracting([growth, alarm])
        for name in names {
            let points = entries.compactMap { entry in
                entry.scores?[name].map { (x: Double(entry.images), y: $0) }
            }.filter(\.y.isFinite)
            guard !points.isEmpty else { continue }
            let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
            let reference = references.first { parts[0].hasSuffix($0) }
            let family = String(parts[0].dropLast(reference?.count ?? 0))
            let member = parts.count > 1 ? parts[1] : family
            families[family, default: []].append(
                .init(name: member, points: points, isReference: reference != nil))
        }
        let growing = growth(in: entries)
        return families.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
            .map { family, curves in
                ScoreFigure(
                    name: family,
                    figure: CurveFigure(curves: curves.sorted(by: precedes), growing: growing))
            }
    }

    /// Numbers from the largest on, as levels go from the finest; then words.
    private static func precedes(_ a: CurveFigure.Curve, _ b: CurveFigure.Curve) -> Bool {
        switch (Double(a.name), Double(b.name)) {
        case (let x?, let y?): x > y
        case (_?, nil): true
        case (nil, _?): false
        case (nil, nil): a.name < b.name
        }
    }

    /// The stretches, in images, in which a new level fades in: where the level of detail is no whole
    /// number.
    private static func growth(in entries: [LogEntry]) -> [ClosedRange<Double>] {
        let points = entries.compactMap { entry in
            entry.scores?[growth].map { (images: Double(entry.images), detail: $0) }
        }
        return zip(points, points.dropFirst()).filter { $0.detail != $1.detail }
            .map { $0.images...$1.images }
    }
}
