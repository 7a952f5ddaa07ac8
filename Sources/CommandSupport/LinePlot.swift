// SPDX-License-Identifier: Apache-2.0

internal import RealModule

/// A line plot as an SVG picture: a title, named axes with round ticks, one line a series.
package struct LinePlot: Sendable {
    /// How numbers are laid out along an axis.
    package enum Scale: Sendable { case linear, logarithmic }

    /// A direction of the plot.
    package struct Axis: Sendable {
        let title: String
        let scale: Scale

        /// An axis with a title that names its unit.
        package init(_ title: String, _ scale: Scale = .linear) {
            self.title = title
            self.scale = scale
        }

        func position(_ value: Double) -> Double {
            scale == .linear ? value : Double.log10(value)
        }

        func isDrawable(_ value: Double) -> Bool {
            value.isFinite && (scale == .linear || value > 0)
        }

        /// Round numbers that cover the range: powers of ten, or multiples of 1, 2 or 5.
        func ticks(_ range: ClosedRange<Double>) -> [Double] {
            switch scale {
            case .logarithmic:
                let low = Double.log10(range.lowerBound).rounded(.down)
                let high = Double.log10(range.upperBound).rounded(.up)
                let step = max(1, ((high - low) / 8).rounded(.up))
                let count = max(1, Int(((high - low) / step).rounded(.up)))
                return (0...count).map { Double.exp10(low + Double($0) * step) }
            case .linear:
                let extent = max(range.upperBound - range.lowerBound, 1e-300)
                let rough = extent / 6
                let power = Double.exp10(Double.log10(rough).rounded(.down))
                let step = [1, 2, 5, 10].map { $0 * power }.first { $0 >= rough } ?? rough
                let start = (range.lowerBound / step).rounded(.down) * step
                let count = Int(((range.upperBound - start) / step).rounded(.up))
                return (0...max(count, 1)).map { start + Double($0) * step }
            }
        }
    }

    /// A line through points.
    package struct Series: Sendable {
        let name: String
        let points: [(x: Double, y: Double)]

        /// A series; points that an axis cannot show, such as 0 on a logarithmic one, are left out.
        package init(_ name: String, _ points: [(x: Double, y: Double)]) {
            self.name = name
            self.points = points
        }
    }

    private let title: String
    private let x: Axis
    private let y: Axis
    private let series: [Series]

    private static let (width, height) = (720.0, 440.0)
    private static let (left, right, top, bottom) = (84.0, 24.0, 44.0, 60.0)
    // Okabe and Ito's colours, which colour-blind readers can tell apart.
    private static let colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"]

    /// Creates a plot.
    package init(title: String, x: Axis, y: Axis, series: [Series]) {
        self.title = title
        self.x = x
        self.y = y
        self.series = series.map { one in
            Series(one.name, one.points.filter { x.isDrawable($0.x) && y.isDrawable($0.y) })
        }
    }

    /// The picture.
    package var svg: String {
        let points = series.flatMap(\.points)
        let xTicks = x.ticks(Self.range(points.map(\.x)))
        let yTicks = y.ticks(Self.range(points.map(\.y)))
        var body = "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
        body += text(title, Self.width / 2, 24, size: 15, anchor: "middle")
        for tick in xTicks {
            let position = horizontal(tick, xTicks)
            body += line(position, Self.top, position, Self.height - Self.bottom, "#dddddd")
            body += text(
                label(tick), position, Self.height - Self.bottom + 18, size: 11, anchor: "middle")
        }
        for tick in yTicks {
            let position = vertical(tick, yTicks)
            body += line(Self.left, position, Self.width - Self.right, position, "#dddddd")
            body += text(label(tick), Self.left - 8, position + 4, size: 11, anchor: "end")
        }
        body += text(
            x.title, (Self.left + Self.width - Self.right) / 2, Self.height - 16, size: 13,
            anchor: "middle")
        body += "<g transform=\"rotate(-90)\">"
        body += text(
            y.title, -(Self.top + Self.height - Self.bottom) / 2, 20, size: 13, anchor: "middle")
        body += "</g>\n"
        for (index, one) in series.enumerated() {
            let colour = Self.colours[index % Self.colours.count]
            let path = one.points.map {
                "\(shown(horizontal($0.x, xTicks))),\(shown(vertical($0.y, yTicks)))"
            }
            body +=
                "<polyline fill=\"none\" stroke=\"\(colour)\" stroke-width=\"2\" "
                + "points=\"\(path.joined(separator: " "))\"/>\n"
            guard series.count > 1 else { continue }
            let row = Self.top + 18 + Double(index) * 18
            body += line(Self.width - 190, row - 4, Self.width - 166, row - 4, colour)
            body += text(one.name, Self.width - 160, row, size: 12, anchor: "start")
        }
        return """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(shown(Self.width))" \
            height="\(shown(Self.height))" font-family="sans-serif">
            \(body)</svg>

            """
    }

    private static func range(_ values: [Double]) -> ClosedRange<Double> {
        guard let least = values.min(), let greatest = values.max() else { return 1...10 }
        return least < greatest ? least...greatest : least...(least + max(abs(least), 1))
    }

    private func horizontal(_ value: Double, _ ticks: [Double]) -> Double {
        Self.left + share(value, x, ticks) * (Self.width - Self.left - Self.right)
    }

    private func vertical(_ value: Double, _ ticks: [Double]) -> Double {
        Self.height - Self.bottom - share(value, y, ticks) * (Self.height - Self.top - Self.bottom)
    }

    private func share(_ value: Double, _ axis: Axis, _ ticks: [Double]) -> Double {
        let low = axis.position(ticks[0])
        let high = axis.position(ticks[ticks.count - 1])
        return (axis.position(value) - low) / (high - low)
    }

    private func label(_ value: Double) -> String {
        if value != 0 && (abs(value) >= 1e5 || abs(value) < 1e-3) {
            let exponent = Int(Double.log10(abs(value)).rounded(.down))
            let mantissa = value / Double.exp10(Double(exponent))
            return "\(shown(mantissa))e\(exponent)"
        }
        return shown(value)
    }

    private func shown(_ value: Double) -> String {
        let rounded = (value * 1000).rounded() / 1000
        return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
    }

    private func line(
        _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ colour: String
    ) -> String {
        "<line x1=\"\(shown(x1))\" y1=\"\(shown(y1))\" x2=\"\(shown(x2))\" y2=\"\(shown(y2))\" "
            + "stroke=\"\(colour)\"/>\n"
    }

    private func text(
        _ text: String, _ x: Double, _ y: Double, size: Int, anchor: String
    ) -> String {
        let escaped = text.reduce(into: "") { result, character in
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            default: result.append(character)
            }
        }
        return "<text x=\"\(shown(x))\" y=\"\(shown(y))\" font-size=\"\(size)\" "
            + "text-anchor=\"\(anchor)\">\(escaped)</text>\n"
    }
}
