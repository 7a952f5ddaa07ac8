// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// Curves over images as an SVG picture within a page, in the page's colours.
struct CurveFigure {
    /// One line.
    struct Curve {
        let name: String
        let points: [(x: Double, y: Double)]
    }

    let curves: [Curve]

    private static let (width, height) = (500.0, 260.0)
    private static let (left, right, bottom) = (56.0, 12.0, 30.0)
    private static let (nameWidth, namesInRow) = (84.0, 4)
    // Okabe and Ito's colours, which colour-blind readers can tell apart.
    private static let colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"]

    /// Room for the names of the curves.
    private var top: Double {
        26 + 14 * Double((max(1, curves.count) - 1) / Self.namesInRow)
    }

    var svg: String {
        let points = curves.flatMap(\.points)
        let (x, y) = (Axis(points.map(\.x)), Axis(points.map(\.y)))
        func column(_ value: Double) -> Double {
            Self.left + x.share(value) * (Self.width - Self.left - Self.right)
        }
        func row(_ value: Double) -> Double {
            Self.height - Self.bottom - y.share(value) * (Self.height - top - Self.bottom)
        }
        var body = ""
        for tick in y.ticks {
            let place = Self.digits(row(tick))
            body +=
                "<line x1=\"\(Self.left)\" y1=\"\(place)\" x2=\"\(Self.width - Self.right)\" "
                + "y2=\"\(place)\" stroke=\"var(--line)\"/>"
                + "<text x=\"\(Self.left - 6)\" y=\"\(place)\" dy=\"4\" text-anchor=\"end\">"
                + "\(Self.label(tick))</text>"
        }
        body +=
            "<text x=\"\(Self.width - Self.right)\" y=\"14\" text-anchor=\"end\" opacity=\".6\">"
            + "over images seen</text>"
        for tick in x.ticks {
            body +=
                "<text x=\"\(Self.digits(column(tick)))\" y=\"\(Self.height - 10)\" "
                + "text-anchor=\"middle\">\(Self.label(tick))</text>"
        }
        for (index, curve) in curves.enumerated() {
            let colour = Self.colours[index % Self.colours.count]
            let path = curve.points.map {
                "\(Self.digits(column($0.x))),\(Self.digits(row($0.y)))"
            }
            let nameColumn = Self.left + Double(index % Self.namesInRow) * Self.nameWidth
            let nameRow = 14 + 14 * (index / Self.namesInRow)
            body +=
                "<polyline points=\"\(path.joined(separator: " "))\" fill=\"none\" "
                + "stroke=\"\(colour)\" stroke-width=\"1.6\"/>"
                + "<text x=\"\(nameColumn)\" y=\"\(nameRow)\" fill=\"\(colour)\">"
                + "\(RunReport.escaped(curve.name))</text>"
        }
        return "<svg viewBox=\"0 0 \(Self.width) \(Self.height)\" role=\"img\" font-size=\"11\" "
            + "fill=\"currentColor\">\(body)</svg>"
    }

    /// A range of values with round numbers on it.
    private struct Axis {
        let ticks: [Double]

        init(_ values: [Double]) {
            var least = values.min() ?? 0
            var greatest = values.max() ?? 1
            if greatest - least <= 1e-9 * max(abs(least), abs(greatest)) {
                // One value stands in the middle of the figure.
                let margin = max(abs(least) / 2, 1e-6)
                (least, greatest) = (least - margin, greatest + margin)
            }
            let rough = (greatest - least) / 4
            let power = pow(10, log10(rough).rounded(.down))
            let step = [1, 2, 5].map { $0 * power }.first { $0 >= rough } ?? 10 * power
            let start = (least / step).rounded(.down)
            let end = (greatest / step).rounded(.up)
            ticks = (0...Int(end - start)).map { (start + Double($0)) * step }
        }

        func share(_ value: Double) -> Double {
            (value - ticks[0]) / (ticks[ticks.count - 1] - ticks[0])
        }
    }

    private static func digits(_ value: Double) -> String { String(format: "%.1f", value) }

    private static func label(_ value: Double) -> String {
        abs(value) >= 1e6 ? String(format: "%.3g M", value / 1e6) : String(format: "%.6g", value)
    }
}
