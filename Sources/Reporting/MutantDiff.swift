import Mutation
import Text

/// The lines that a mutant changes, before and after, for people.
struct MutantDiff {
  /// The number of the first line, from 1.
  var line: Int
  var removed: [String]
  var added: [String]
  /// Lines left out of `removed` because there were too many.
  var cut: Int

  /// Whole lines around the edit; the bare texts when the file was not kept.
  init(_ mutant: Mutant, in source: SourceFile?, limit: Int = 8) {
    line = mutant.start.line
    let range = mutant.edit.range
    var before = mutant.original
    var after = mutant.replacement
    if let source, Int(range.end) <= source.bytes.count {
      let lines = source.lines
      let first = lines.range(ofLine: lines.line(of: range.start), count: source.bytes.count)
      let last = lines.range(ofLine: lines.line(of: range.end), count: source.bytes.count)
      line = lines.line(of: range.start)
      let head = source.text(ByteRange(first.start, range.start))
      let tail = source.text(ByteRange(range.end, last.end))
      before = head + source.text(range) + tail
      after = head + mutant.replacement + tail
    }
    let old = MutantDiff.split(before)
    var new = MutantDiff.split(after)
    // A replacement keeps the count of lines; what it fills up with says nothing.
    while let last = new.last, MutantDiff.isBlank(last),
      !(old.last.map(MutantDiff.isBlank) ?? false)
    {
      new.removeLast()
    }
    cut = max(0, old.count - limit)
    removed = Array(old.prefix(limit))
    added = Array(new.prefix(limit))
  }

  /// `- old` and `+ new` on one line each, tabs as two spaces, everything visible.
  var rows: [String] {
    var out = removed.map { "- " + MutantDiff.printable($0) }
    if cut > 0 { out.append("- … \(counted(cut, "more line"))") }
    return out + added.map { "+ " + MutantDiff.printable($0) }
  }

  static func printable(_ line: String) -> String {
    var out = String.UnicodeScalarView()
    for scalar in line.unicodeScalars {
      if scalar == "\t" {
        out.append(contentsOf: "  ".unicodeScalars)
      } else {
        out.append(scalar)
      }
    }
    return Escaping.terminal(String(out))
  }

  private static func isBlank(_ line: String) -> Bool {
    line.unicodeScalars.allSatisfy { $0 == " " || $0 == "\t" }
  }

  private static func split(_ text: String) -> [String] {
    var lines: [String] = []
    var line = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      if scalar == "\n" || scalar == "\r" {
        if !(scalar == "\n" && previous == "\r") {
          lines.append(String(line))
          line = String.UnicodeScalarView()
        }
      } else {
        line.append(scalar)
      }
      previous = scalar
    }
    if !line.isEmpty { lines.append(String(line)) }
    return lines
  }
}
