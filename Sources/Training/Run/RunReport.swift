// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// A run as one page for people: curves, pictures and settings.
///
/// The page holds all it shows, so it opens from the disk and can be sent as it is.
struct RunReport {
    private let name: String
    private let settings: String
    private let entries: [LogEntry]
    /// The newest pictures, newest first, by file name.
    private let pictures: [(name: String, bytes: Data)]

    private static let shownPictures = 6

    /// Reads what a run's folder holds.
    init(of folder: URL) throws {
        name = folder.lastPathComponent
        settings = String(
            decoding: try Data(contentsOf: folder.appending(path: "run.json")), as: UTF8.self)
        entries = try RunLog.entries(in: folder)
        let samples = folder.appending(path: "samples")
        let names = try FileManager.default.contentsOfDirectory(atPath: samples.path)
            .filter { $0.hasSuffix(".png") && !$0.hasPrefix(".") }
        let newest = names.sorted { Self.step(of: $0) > Self.step(of: $1) }
            .prefix(Self.shownPictures)
        pictures = try newest.map {
            ($0, try Data(contentsOf: samples.appending(path: $0)))
        }
    }

    /// The digits at the end of `samples-000000500.png`.
    private static func step(of picture: String) -> String {
        String(picture.dropLast(4).suffix(9))
    }

    /// The page.
    var html: String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(Self.escaped(name))</title>
        <style>\(Self.style)</style>
        </head>
        <body>
        <main>
        <h1>\(Self.escaped(name))</h1>
        <p class="state">\(state)</p>
        \(figures)
        \(gallery)
        <h2>Settings</h2>
        <pre>\(Self.escaped(settings))</pre>
        </main>
        </body>
        </html>

        """
    }

    private var state: String {
        guard let last = entries.last else { return "Nothing has been logged yet." }
        let rate = last.seconds > 0 ? Double(last.images) / last.seconds : 0
        return "\(last.step) rounds, \(last.images) images, \(Int(last.seconds.rounded())) s, "
            + "\(Int(rate.rounded())) images a second."
    }

    private var figures: String {
        let figures = curves(\LogEntry.losses, Self.lossFigure)
            .merging(curves(\LogEntry.scores, Self.scoreFigure)) { first, _ in first }
        return figures.keys.sorted().map { title in
            "<figure><figcaption>\(Self.escaped(title))</figcaption>"
                + CurveFigure(curves: figures[title] ?? []).svg + "</figure>"
        }.joined(separator: "\n")
    }

    /// The curves of losses or scores by the title of the figure they are in.
    private func curves(
        _ values: (LogEntry) -> [String: Double]?,
        _ place: (String) -> (title: String, label: String)
    ) -> [String: [CurveFigure.Curve]] {
        var curves: [String: [CurveFigure.Curve]] = [:]
        for name in Set(entries.flatMap { (values($0) ?? [:]).keys }).sorted() {
            let points = entries.compactMap { entry in
                values(entry)?[name].map { (x: Double(entry.images), y: $0) }
            }.filter(\.y.isFinite)
            let (title, label) = place(name)
            curves[title, default: []].append(.init(name: label, points: points))
        }
        return curves
    }

    /// The losses of a player share a figure.
    private static func lossFigure(_ name: String) -> (title: String, label: String) {
        let player = String(name.prefix { $0 != "." })
        return ("Losses of the \(player)", String(name.dropFirst(player.count + 1)))
    }

    /// Scores of one kind share a figure with what reals reach: `swd.32`, `swd.16`, `swd_floor.32` and so
    /// on, `ms_ssim` and `ms_ssim_reals`.
    private static func scoreFigure(_ name: String) -> (title: String, label: String) {
        let family = String(name.prefix { $0 != "." })
        let part = name.dropFirst(family.count + 1)
        for ending in ["_floor", "_reals"] where family.hasSuffix(ending) {
            let kind = String(family.dropLast(ending.count))
            return ("Score: \(kind)", part.isEmpty ? "reals" : "\(part) of reals")
        }
        return ("Score: \(family)", part.isEmpty ? family : String(part))
    }

    private var gallery: String {
        guard !pictures.isEmpty else { return "" }
        let shown = pictures.map { name, bytes in
            "<figure><figcaption>\(Self.escaped(name))</figcaption>"
                + "<img alt=\"\(Self.escaped(name))\" src=\"data:image/png;base64,"
                + bytes.base64EncodedString() + "\"></figure>"
        }
        return "<h2>Samples</h2>\n" + shown.joined(separator: "\n")
    }

    static func escaped(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
    }

    private static let style = """
        :root { color-scheme: light dark; --ink: #1c2330; --paper: #fbfbf9; --line: #d9d9d3; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #e4e6ea; --paper: #16191f; --line: #363b45; }
        }
        body { margin: 0; background: var(--paper); color: var(--ink);
          font: 15px/1.5 system-ui, sans-serif; }
        main { max-width: 1080px; margin: 0 auto; padding: 24px; }
        h1 { font-size: 26px; margin: 0; } h2 { font-size: 19px; margin: 32px 0 8px; }
        .state { margin: 4px 0 20px; opacity: .75; }
        figure { display: inline-block; margin: 0 16px 20px 0; vertical-align: top; }
        figcaption { font-size: 13px; opacity: .75; margin-bottom: 4px; }
        img { max-width: 100%; min-width: 256px; image-rendering: pixelated; border-radius: 4px; }
        svg { width: 500px; max-width: 100%; height: auto; }
        pre { overflow: auto; padding: 12px; border: 1px solid var(--line); border-radius: 4px;
          font-size: 12px; }
        """
}
