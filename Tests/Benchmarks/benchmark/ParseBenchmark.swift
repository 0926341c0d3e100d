import Foundation
import Go
import JavaScript
import Python
import Rust
import SwiftLanguage
import Syntax
import Trials

/// Reads files again and again and prints how fast, compared with another parser where there is
/// one, how time grows with the input, and how much memory a tree takes.
///
/// Times are processor time of this process, so that other programs do not count.
struct ParseBenchmark {
  private struct Input {
    var language: String
    var grammar: Grammar
    var files: [[UInt8]]
    var paths: [String]
    var size: Int { files.reduce(0) { $0 + $1.count } }
  }

  private let rounds: Int

  init(rounds: Int) { self.rounds = rounds }

  func run(_ paths: [String]) {
    for input in inputs(paths) {
      let megabytes = Double(input.size) / 1e6
      let lexing = median {
        for file in input.files { _ = Lexer.tokenCount(of: file, by: input.grammar) }
      }
      // As the tool does: one large stack for many files.
      let parsing = median {
        LargeStack.run {
          for file in input.files { _ = SyntaxTree.parse(file, by: input.grammar) }
        }
      }
      print(
        "\(input.language): \(input.files.count) files, \(rounded(megabytes)) MB;"
          + " lexing \(rounded(megabytes / lexing)) MB/s,"
          + " lexing and parsing \(rounded(megabytes / parsing)) MB/s")
      reference(input, megabytes: megabytes, ours: parsing)
      growth(input)
    }
  }

  private func inputs(_ paths: [String]) -> [Input] {
    var byLanguage: [String: Input] = [:]
    for path in paths.flatMap(filesUnder).sorted() {
      let name = path.split(separator: ".").last.map(String.init) ?? ""
      for language in [Language.python, .javaScript, .go, .rust, .swift] {
        guard let grammar = language.grammars[name],
          let data = FileManager.default.contents(atPath: path), !data.isEmpty
        else { continue }
        let key = language.id == "javascript" && name.contains("ts") ? "typescript" : language.id
        byLanguage[key, default: Input(language: key, grammar: grammar, files: [], paths: [])]
          .files.append([UInt8](data))
        byLanguage[key]?.paths.append(path)
      }
    }
    return byLanguage.values.sorted { $0.language < $1.language }
  }

  private func filesUnder(_ path: String) -> [String] {
    guard let walk = FileManager.default.enumerator(atPath: path) else { return [path] }
    let names = walk.compactMap { $0 as? String }
    return names.isEmpty ? [path] : names.map { path + "/" + $0 }
  }

  // MARK: Measuring

  private func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private func median(_ work: () -> Void) -> Double {
    work()
    let times = (0..<rounds).map { _ in
      let start = processorTime()
      work()
      return processorTime() - start
    }
    return times.sorted()[rounds / 2]
  }

  private func rounded(_ value: Double) -> String { String(format: "%.2f", value) }

  /// The speed of the language's own parser on the same files.
  private func reference(_ input: Input, megabytes: Double, ours: Double) {
    guard let program = Self.references[input.language] else { return }
    let listing = FileManager.default.temporaryDirectory
      .appendingPathComponent("tocsin-benchmark-\(ProcessInfo.processInfo.processIdentifier)")
    defer { try? FileManager.default.removeItem(at: listing) }
    let child = Process()
    child.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    child.arguments = program + [listing.path]
    let output = Pipe()
    child.standardOutput = output
    do {
      try Data(input.paths.joined(separator: "\n").utf8).write(to: listing)
      try child.run()
    } catch {
      return print("  no reference: \(error)")
    }
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    child.waitUntilExit()
    guard let seconds = Double(text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
      return print("  no reference: \(program[0]) printed \(text)")
    }
    print(
      "  \(program[0]) takes \(rounded(megabytes / seconds)) MB/s,"
        + " we are \(rounded(seconds / ours)) times as fast")
  }

  /// Programs that read a list of paths and print the seconds of processor time that parsing took.
  private static let references: [String: [String]] = [
    "python": [
      "python3", "-c",
      """
      import ast, sys, time, warnings
      warnings.simplefilter('ignore')
      files = [open(path, 'rb').read() for path in open(sys.argv[1]).read().split('\\n')]
      start = time.process_time()
      for file in files:
          try: ast.parse(file)
          except Exception: pass
      print(time.process_time() - start)
      """,
    ]
  ]

  /// Reads one text, doubled again and again, and fits time to a power of its size.
  private func growth(_ input: Input) {
    guard var text = input.files.max(by: { $0.count < $1.count }) else { return }
    if text.count > 400_000 { text.removeLast(text.count - 400_000) }
    text.append(10)
    var points: [(Double, Double)] = []
    for _ in 0..<6 {
      let time = median { _ = SyntaxTree.parse(text, by: input.grammar) }
      points.append((log(Double(text.count)), log(time)))
      text += text
    }
    let count = Double(points.count)
    let (x, y) = points.reduce((0, 0)) { ($0.0 + $1.0 / count, $0.1 + $1.1 / count) }
    let above = points.reduce(0) { $0 + ($1.0 - x) * ($1.1 - y) }
    let below = points.reduce(0) { $0 + ($1.0 - x) * ($1.0 - x) }
    print(
      "  time grows with the input to the power \(rounded(above / below))"
        + " up to \(rounded(exp(points[points.count - 1].0) / 1e6)) MB")
    if let path = input.paths.max(by: { size($0) < size($1) }) { memory(path) }
  }

  private func size(_ path: String) -> Int {
    FileManager.default.contents(atPath: path)?.count ?? 0
  }

  /// Reads one file in a process of its own, whose peak says how much memory a tree takes.
  private func memory(_ path: String) {
    let child = Process()
    child.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
    child.arguments = ["memory", path]
    do { try child.run() } catch { return print("  no memory figure: \(error)") }
    child.waitUntilExit()
  }

  /// Prints how much the peak of this process grows while it reads one file, repeated to 8 MB.
  static func printMemory(_ path: String) {
    let name = path.split(separator: ".").last.map(String.init) ?? ""
    let languages = [Language.python, .javaScript, .go, .rust, .swift]
    guard let grammar = languages.compactMap({ $0.grammars[name] }).first,
      let data = FileManager.default.contents(atPath: path), !data.isEmpty
    else { return }
    var text: [UInt8] = []
    text.reserveCapacity(9_000_000)
    while text.count + data.count < 8_000_000 || text.isEmpty { text += data + [10] }
    let before = peakMemory()
    let tree = SyntaxTree.parse(text, by: grammar)
    let ratio = Double(peakMemory() - before) / Double(text.count)
    print(
      "  reading \(text.count) bytes into \(tree.tokens.count) tokens and \(tree.nodes.count)"
        + " nodes takes \(String(format: "%.1f", ratio)) times as much memory")
  }

  /// The most memory that this process held, in bytes; unlike `ru_maxrss` it starts anew at `exec`.
  private static func peakMemory() -> Int {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
      let kibibytes = line.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
    else { return 0 }
    return kibibytes * 1024
  }
}
