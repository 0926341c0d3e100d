import Mutation
import Suites
import Text
import Trials

/// `index.html`: one page with everything in it, no request, and nothing run but our own script.
///
/// The policy names our style and script by their digests, so text of the analysed project cannot
/// run even if it escaped its text node. Without the script the page still says the essentials.
enum HTMLPage {
  static func render(_ report: Report) -> String {
    let summary = Summary(report)
    var out = head
    out += "<body>\n<a class=\"skip\" href=\"#main\">Skip to the content</a>\n"
    out += "<header class=\"top\"><b>Tocsin</b><span class=\"root\"><bdi>"
    out += Escaping.html(report.root)
    out += "</bdi></span><button id=\"theme\" type=\"button\">Theme</button></header>\n"
    out += navigation(report, summary)
    out += "<main id=\"main\" tabindex=\"-1\">\n"
    out += section("overview", overview(report, summary))
    out += section("areas", areas(summary))
    out += section("gaps", gaps(summary, report))
    out += section("tests", tests(summary))
    if report.trials != nil {
      out += section("source", screenOnly("Source", "source"))
      out += section("matrix", screenOnly("Kill matrix", "matrix"))
    }
    out += section("method", method(report, summary))
    out += "</main>\n<script type=\"application/json\" id=\"data\">"
    out += HTMLData.render(report)
    out += "</script>\n<script>" + script + "</script>\n</body>\n</html>\n"
    return out
  }

  /// The page's own style and script, as the policy's digests see them.
  static let style = String(decoding: PackageResources.page_css, as: UTF8.self)
  static let script = String(
    decoding: PackageResources.core_js + PackageResources.lists_js + PackageResources.tests_js
      + PackageResources.source_js + PackageResources.matrix_js + PackageResources.main_js,
    as: UTF8.self)

  static let policy =
    "default-src 'none'; style-src 'sha256-\(SHA256.base64(Array(style.utf8)))'; "
    + "script-src 'sha256-\(SHA256.base64(Array(script.utf8)))'; "
    + "base-uri 'none'; form-action 'none'"

  private static let head = """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="\(policy)">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="referrer" content="no-referrer">
    <title>Tocsin: would the tests notice?</title>
    <style>\(style)</style>
    </head>

    """

  private static func section(_ name: String, _ body: String) -> String {
    "<section id=\"\(name)\" data-view=\"\(name)\" class=\"\(name == "overview" ? "current" : "")\">"
      + "\n\(body)</section>\n"
  }

  private static func screenOnly(_ title: String, _ name: String) -> String {
    """
    <div class="screen"><h2>\(title)</h2>
    <noscript><p class="soft">This view needs the page's script; report.json holds the same.</p></noscript>
    <div class="app" id="\(name)-app"></div></div>

    """
  }

  private static func navigation(_ report: Report, _ summary: Summary) -> String {
    var rows: [(name: String, title: String, count: Int?)] = [("overview", "Overview", nil)]
    if report.trials != nil {
      rows.append(("areas", "Risk areas", nil))
      rows.append(("gaps", "Gaps", summary.gaps.count + summary.unreached.count))
    } else if !summary.weakFunctions.isEmpty {
      rows.append(("gaps", "Gaps", summary.weakFunctions.count))
    }
    rows.append(("tests", "Tests", report.trials?.tests.count ?? summary.suite.tests))
    if report.trials != nil {
      rows.append(("source", "Source", nil))
      rows.append(("matrix", "Kill matrix", nil))
    }
    rows.append(("method", "Method & evidence", nil))
    let links = rows.map { row in
      "<a href=\"#\(row.name)\">\(Escaping.html(row.title))"
        + (row.count.map { "<small>\(grouped($0))</small>" } ?? "") + "</a>\n"
    }
    return "<nav aria-label=\"Sections\"><div>\n" + links.joined() + "</div></nav>\n"
  }

  /// A table; `numbers` are the columns that stand to the right, cells are HTML.
  static func table(_ heads: [String], numbers: Set<Int> = [], _ rows: [[String]]) -> String {
    func cells(_ row: [String], _ name: String) -> String {
      row.enumerated().map { index, cell in
        let mark = numbers.contains(index) ? " class=\"n\"" : ""
        return "<\(name)\(mark)>\(cell)</\(name)>"
      }.joined()
    }
    var out =
      "<div class=\"scroll\"><table><thead><tr>" + cells(heads, "th") + "</tr></thead><tbody>"
    for row in rows { out += "\n<tr>" + cells(row, "td") + "</tr>" }
    return out + "</tbody></table></div>\n"
  }

  static func code(_ text: String) -> String { "<code>" + Escaping.html(text) + "</code>" }

  /// A place that the script turns into a link to the source.
  static func place(_ path: String, _ line: Int) -> String {
    "<code data-path=\"\(Escaping.attribute(path))\" data-line=\"\(line)\">"
      + Escaping.html("\(path):\(line)") + "</code>"
  }
}
