// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// Curves over images as an SVG picture within a page, in the page's colours.
struct CurveFigure {
    /// One line.
    struct Curve {
        let name: String
        let points: [(x: Double, y: Double)]
        /// Whether it is what others are measured against; its line is broken and has the colour of the
        /// curve of its name.
        var isReference = false
    }

    let curves: [Curve]
    /// Stretches of images to be shaded: those in which a network grew.
    var growing: [ClosedRange<Double>] = []

    private static let (width, height) = (500.0, 280.0)
    private static let (left, right, top, bottom) = (56.0, 26.0, 46.0, 30.0)
    // Okabe and Ito's colours, which colour-blind readers can tell apart.
    private static let colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"]

    var svg: String {
        let points = curves.flatMap(\.points)
        let (x, y) = (FigureAxis(points.map(\.x)), FigureAxis(points.map(\.y)))
        func column(_ value: Double) -> Double {
            Self.left + x.share(value) * (Self.width - Self.left - Self.right)
        }
        func row(_ value: Double) -> Double {
            Self.height - Self.bottom - y.share(value) * (Self.height - Self.top - Self.bottom)
        }
        var body = ""
        for stretch in growing {
            let start = column(stretch.lowerBound)
            body +=
                "<rect x=\"\(Self.digits(start))\" y=\"\(Self.top)\" "
                + "width=\"\(Self.digits(column(stretch.upperBound) - start))\" "
                + "height=\"\(Self.height - Self.top - Self.bottom)\" fill=\"var(--line)\" "
                + "opacity=\".45\"/>"
        }
        for tick in y.ticks {
            let place = Self.digits(row(tick))
            body +=
                "<line x1=\"\(Self.left)\" y1=\"\(place)\" x2=\"\(Self.width - Self.right)\" "
                + "y2=\"\(place)\" stroke=\"var(--line)\"/>"
                + "<text x=\"\(Self.left - 6)\" y=\"\(place)\" dy=\"4\" text-anchor=\"end\">"
                + "\(Self.label(tick))</text>"
        }
        for tick in x.ticks {
            body +=
                "<text x=\"\(Self.digits(column(tick)))\" y=\"\(Self.height - 12)\" "
                + "text-anchor=\"middle\">\(Self.label(tick))</text>"
        }
        for curve in curves {
            let path = curve.points.map {
                "\(Self.digits(column($0.x))),\(Self.digits(row($0.y)))"
            }
            body +=
                "<polyline points=\"\(path.joined(separator: " "))\" fill=\"none\" "
                + "stroke=\"\(colour(of: curve.name))\" stroke-width=\"1.6\""
                + (curve.isReference ? " stroke-dasharray=\"2 4\"" : "") + "/>"
        }
        return "<svg viewBox=\"0 0 \(Self.width) \(Self.height)\" role=\"img\" font-size=\"11\" "
            + "fill=\"currentColor\">\(body)\(legend)</svg>"
    }

    /// The names of the curves above the figure, in two rows where one does not hold them.
    private var legend: String {
        var (x, y) = (Self.left, 14.0)
        var text = ""
        func add(_ name: String, colour: String) {
            // About the width of a letter of 11 pixels.
            let width = 6.4 * Double(name.count) + 16
            if x + width > Self.width - Self.right, x > Self.left { (x, y) = (Self.left, y + 16) }
            text +=
                "<text x=\"\(Self.digits(x))\" y=\"\(y)\" fill=\"\(colour)\">"
                + "\(RunReport.escaped(name))</text>"
            x += width
        }
        for name in names { add(name, colour: colour(of: name)) }
        if curves.contains(where: \.isReference) {
            add("broken: reals against reals", colour: "currentColor")
        }
        if !growing.isEmpty { add("shaded: growing", colour: "currentColor") }
        add("over images seen", colour: "currentColor")
        return text
    }

    /// The names of the curves, each once, in order.
    private var names: [String] {
        curves.map(\.name).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    private func colour(of name: String) -> String {
        Self.colours[(names.firstIndex(of: name) ?? 0) % Self.colours.count]
    }

    private static func digits(_ value: Double) -> String { String(format: "%.1f", value) }

    private static func label(_ value: Double) -> String {
        abs(value) >= 1e6 ? String(format: "%.3g M", value / 1e6) : String(format: "%.6g", value)
    }
}
