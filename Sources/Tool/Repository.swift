import Processes
import Text

/// What version control knows of the tree; nothing is written, not even the index.
struct Repository {
  private let root: String

  init(_ root: String) { self.root = root }

  /// The current revision; empty when there is none.
  var revision: String {
    guard Inventory.exists(root + "/.git") else { return "" }
    let text = (try? git(["rev-parse", "HEAD"])) ?? ""
    return String(text.prefix { $0 != "\n" })
  }

  /// The lines, from 1, that differ from `reference` in the working tree, by path.
  func changedLines(since reference: String) throws(Failure) -> [String: [ClosedRange<Int>]] {
    let text = try git([
      "diff", "--no-ext-diff", "--no-textconv", "--no-color", "--no-renames", "--relative",
      "--src-prefix=a/", "--dst-prefix=b/", "-U0", reference, "--", ".",
    ])
    var changed = Repository.changedLines(in: text)
    let added = try git(["ls-files", "--others", "--exclude-standard", "-z", "--", "."])
    for path in added.split(separator: "\u{0}") { changed[String(path)] = [1...Int.max / 2] }
    return changed
  }

  /// The new side of every hunk of a unified diff without context.
  static func changedLines(in diff: String) -> [String: [ClosedRange<Int>]] {
    var changed: [String: [ClosedRange<Int>]] = [:]
    var path: String?
    for line in diff.split(separator: "\n") {
      if line.hasPrefix("+++ ") {
        path = line.hasPrefix("+++ b/") ? String(line.dropFirst(6)) : nil
      } else if line.hasPrefix("@@ "), let path, let range = hunk(line) {
        changed[path, default: []].append(range)
      }
    }
    return changed
  }

  /// The new lines of `@@ -a,b +c,d @@`; nil when there are none.
  private static func hunk(_ line: Substring) -> ClosedRange<Int>? {
    guard let plus = line.firstIndex(of: "+") else { return nil }
    let numbers = line[line.index(after: plus)...].prefix { $0 != " " }.split(separator: ",")
    guard let first = numbers.first.flatMap({ Int($0) }) else { return nil }
    let count = numbers.count > 1 ? Int(numbers[1]) ?? 1 : 1
    return count > 0 ? first...(first + count - 1) : nil
  }

  private func git(_ arguments: [String]) throws(Failure) -> String {
    let cure = "name a commit, branch or tag that git knows in this folder"
    do {
      let scratch = try ScratchDirectory()
      var environment = EnvironmentRules().passed(from: EnvironmentRules.inherited)
      environment["GIT_OPTIONAL_LOCKS"] = "0"
      environment["HOME"] = EnvironmentRules.inherited["HOME"]
      var limits = Limits()
      limits.outputBytes = 64 << 20
      let ended = try Command(
        arguments: ["git", "-c", "core.quotePath=false", "-c", "core.fsmonitor=false"] + arguments,
        directory: root, environment: environment, limits: limits, errors: .apart,
        outputFolder: scratch.path
      ).run()
      let output = String(decoding: ended.output.bytes, as: UTF8.self)
      guard ended.ending == .exited(0) else {
        let errors = String(decoding: ended.errors.bytes, as: UTF8.self)
        throw Failure(
          .usage, "git cannot tell what changed: \(Words.quoted(String(errors.prefix(200))))",
          cure: cure)
      }
      return output
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(.usage, "git cannot be asked: \(error)", cure: cure)
    }
  }
}
