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
        \(scoreFigures)
        \(gallery)
        \(lossFigures)
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
            + "\(Int(rate.rounded())) images a second." + alarm
    }

    /// Where the images resembled each other too much, if they did anywhere.
    private var alarm: String {
        let places = entries.filter { ($0.scores?[ScoreFigure.alarm] ?? 0) > 0 }.map(\.images)
        guard let first = places.first, let last = places.last else { return "" }
        return " From \(first) to \(last) images the samples resembled each other more than the "
            + "reals do \(places.count) times: the generator may have collapsed."
    }

    /// A figure for each family of scores, the first the largest.
    private var scoreFigures: String {
        let figures = ScoreFigure.all(in: entries)
        guard !figures.isEmpty else { return "" }
        return "<h2>Scores</h2>\n"
            + figures.enumerated().map { index, score in
                Self.figure(score.name, score.figure, isLarge: index == 0)
            }.joined(separator: "\n")
    }

    /// A figure for each player's losses.
    private var lossFigures: String {
        var curves: [String: [CurveFigure.Curve]] = [:]
        for name in Set(entries.flatMap { ($0.losses ?? [:]).keys }).sorted() {
            let points = entries.compactMap { entry in
                entry.losses?[name].map { (x: Double(entry.images), y: $0) }
            }.filter(\.y.isFinite)
            let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
            curves[parts[0], default: []].append(.init(name: parts.last ?? name, points: points))
        }
        guard !curves.isEmpty else { return "" }
        return "<h2>Losses</h2>\n"
            + curves.sorted { $0.key < $1.key }.map { player, curves in
                Self.figure("of the \(player)", CurveFigure(curves: curves), isLarge: false)
            }.joined(separator: "\n")
    }

    private static func figure(_ title: String, _ figure: CurveFigure, isLarge: Bool) -> String {
        "<figure\(isLarge ? " class=\"large\"" : "")><figcaption>\(escaped(title))</figcaption>"
            + figure.svg + "</figure>"
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
        .large svg { width: 860px; }
        pre { overflow: auto; padding: 12px; border: 1px solid var(--line); border-radius: 4px;
          font-size: 12px; }
        """
}
