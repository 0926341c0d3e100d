import Glibc

/// The private home of one worker, and the environment that its commands see.
///
/// What a test writes to `~`, to `$TMPDIR` or to a cache stays in here (incident H2), and no secret
/// of the user's environment gets in unless it is named.
package struct WorkerHome: Sendable {
  /// From 0; also in the variable `TOCSIN_WORKER`, for suites that need a port or a name of their own.
  package let index: Int
  package let path: String

  private static let folders = ["home", "tmp", "config", "cache", "data", "state", "run"]

  /// Makes the folders `worker-<index>/…` in `scratch`.
  package init(index: Int, in scratch: ScratchDirectory) throws(SystemFailure) {
    self.index = index
    path = try scratch.folder("worker-\(index)")
    for folder in Self.folders { _ = try scratch.folder("worker-\(index)/\(folder)") }
  }

  /// Where the output files of commands belong, and what they use as `TMPDIR`.
  package var temporaryFolder: String { "\(path)/tmp" }

  /// Empties all the folders, so that no command finds what an earlier one left.
  package func clear() throws(SystemFailure) {
    for folder in Self.folders {
      try Removal.remove("\(path)/\(folder)")
      guard mkdir("\(path)/\(folder)", 0o700) == 0 else {
        throw .file(action: "create", path: "\(path)/\(folder)", code: errno)
      }
    }
  }

  /// Something that a command has left in one of the folders; nil when all are empty.
  package var firstEntry: String? {
    for folder in Self.folders {
      if let name = try? Folder.names("\(path)/\(folder)").first {
        return "\(folder)/\(String(decoding: name, as: UTF8.self))"
      }
    }
    return nil
  }

  /// The whole environment of a command that runs in `copy`.
  ///
  /// `inherited` is the tool's own; of it pass only what `rules` name. Folders below the user's
  /// tree, such as an entry of `PATH`, are replaced by those of the copy.
  package func environment(
    from inherited: [String: String], rules: EnvironmentRules, copy: TreeCopy? = nil,
    original: String? = nil
  ) -> [String: String] {
    var environment = rules.passed(from: inherited)
    if let copy, let original {
      environment = environment.mapValues { Self.moved($0, from: original, to: copy.path) }
    }
    for (name, value) in rules.locations(from: inherited) where environment[name] == nil {
      environment[name] = value
    }
    environment.merge(rules.fixed) { $1 }
    environment["HOME"] = "\(path)/home"
    for name in ["TMPDIR", "TMP", "TEMP"] { environment[name] = temporaryFolder }
    for (name, folder) in [
      "XDG_CONFIG_HOME": "config", "XDG_CACHE_HOME": "cache", "XDG_DATA_HOME": "data",
      "XDG_STATE_HOME": "state", "XDG_RUNTIME_DIR": "run",
    ] { environment[name] = "\(path)/\(folder)" }
    environment["TOCSIN_WORKER"] = String(index)
    return environment
  }

  /// `value` with each of its `:`-separated paths at or below `original` moved to `copy`.
  static func moved(_ value: String, from original: String, to copy: String) -> String {
    guard value.contains(original) else { return value }
    return value.split(separator: ":", omittingEmptySubsequences: false).map { part in
      guard AbsolutePath.isWithin(String(part), original) else { return String(part) }
      return copy + part.dropFirst(original.count)
    }.joined(separator: ":")
  }
}
