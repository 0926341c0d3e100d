/// The forms in which a report leaves the tool; the raw value is the word of `--format`.
package enum Format: String, Sendable, CaseIterable {
  case text, json, markdown, html, stryker

  /// The name of the file in the output folder; nil for text, which goes to the terminal.
  package var fileName: String? {
    switch self {
    case .text: nil
    case .json: "report.json"
    case .markdown: "summary.md"
    case .html: "index.html"
    case .stryker: "mutation.json"
    }
  }

  /// The bytes of the whole text of `report`.
  package func bytes(_ report: Report, _ theme: Theme) -> [UInt8] {
    self == .json && report.trials == nil
      ? ScanJSON.render(report) : Array(render(report, theme).utf8)
  }

  /// The whole text of `report`; for JSON the scan contract when no trials ran.
  package func render(_ report: Report, _ theme: Theme) -> String {
    switch self {
    case .text where report.trials == nil: ScanText.render(report, theme)
    case .text: TrialsText.render(report, theme)
    case .json where report.trials == nil:
      String(decoding: ScanJSON.render(report), as: UTF8.self)
    case .json: ReportJSON.render(report)
    case .markdown: MarkdownPage.render(report)
    case .html: HTMLPage.render(report)
    case .stryker: StrykerJSON.render(report)
    }
  }
}
