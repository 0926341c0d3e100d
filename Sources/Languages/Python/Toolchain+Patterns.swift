import Suites
import Trials

/// The names of tests in the settings of Python projects.
enum PythonTestPatterns {
  private static let settings: [(file: String, section: String)] = [
    ("pytest.ini", "[pytest]"), (".pytest.ini", "[pytest]"), ("tox.ini", "[pytest]"),
    ("setup.cfg", "[tool:pytest]"), ("pyproject.toml", "[tool.pytest.ini_options]"),
  ]

  /// What the first file that has pytest's section says of names, as pytest reads it.
  /// - Source: https://docs.pytest.org/en/stable/reference/customize.html
  static func names(_ view: ProjectView) -> TestNames {
    for (file, section) in settings {
      guard let text = view.text(file), let body = lines(of: section, in: text) else { continue }
      return TestNames(
        files: values(of: "python_files", in: body), types: values(of: "python_classes", in: body),
        functions: values(of: "python_functions", in: body))
    }
    return TestNames()
  }

  /// The lines between a section's head and the next head; nil when there is no such section.
  private static func lines(of section: String, in text: String) -> [Substring]? {
    let lines = text.split(whereSeparator: \.isNewline)
    guard let head = lines.firstIndex(where: { $0.filter { $0 != " " } == section }) else {
      return nil
    }
    return Array(lines[(head + 1)...].prefix { !$0.hasPrefix("[") })
  }

  /// The words of one key, on its own line and on the indented or bracketed lines after it.
  private static func values(of key: String, in lines: [Substring]) -> [String] {
    guard
      let first = lines.firstIndex(where: { line in
        let name = line.prefix { $0 != "=" && $0 != ":" }
        return name.count < line.count && name.filter { $0 != " " } == key
      })
    else { return [] }
    var text = lines[first].drop { $0 != "=" && $0 != ":" }.dropFirst()[...]
    var more = ""
    for line in lines[(first + 1)...] {
      let isOpen = text.contains("[") && !(text + more).contains("]")
      guard isOpen || line.first == " " || line.first == "\t" else { break }
      more += " " + line
    }
    text = (text + more)[...]
    let words = text.split { " \t,[]\"'".contains($0) }.map(String.init)
    return words.filter { !$0.hasPrefix("#") }
  }
}
