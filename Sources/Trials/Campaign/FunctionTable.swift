package import Mutation
import Text

/// The functions of a tree, numbered: first by path, then in source order.
///
/// What trials run is told by these numbers. It says nothing of functions of other places, such as
/// installed packages, nor of code outside functions.
package struct FunctionTable: Sendable, Equatable {
  package struct Entry: Sendable, Equatable {
    package var path: String
    package var function: FileBodies.Function
  }

  package private(set) var entries: [Entry] = []
  /// Of each file, what runs when it is loaded.
  package private(set) var frames: [String: UInt64] = [:]
  /// The numbers of each file's functions.
  private var places: [String: Range<Int>] = [:]

  package init(_ files: [String: FileBodies] = [:]) {
    for (path, file) in files.sorted(by: { $0.key < $1.key }) {
      let start = entries.count
      entries += file.functions.map { Entry(path: path, function: $0) }
      places[path] = start..<entries.count
      frames[path] = file.frame
    }
  }

  package var isEmpty: Bool { frames.isEmpty }

  /// The function that holds a line, from 1, of a file; nil when none does.
  package func number(of line: Int, in path: String) -> Int? {
    places[path]?.first { entries[$0].function.lines.contains(line) }
  }

  /// The functions at `lines`, by path, of a tree in which `mutant` stands.
  package func numbers(
    at lines: [String: [Int]], with mutant: Mutant, in bytes: [UInt8]
  ) -> Set<Int> {
    let edit = mutant.edit
    let start = mutant.start.line
    let removed = bytes[edit.range.indices].count { $0 == 10 }
    let added = edit.replacement.count { $0 == 10 }
    let own = number(of: start, in: mutant.path)
    var found = Set(own.map { [$0] } ?? [])
    for (path, lines) in lines {
      for line in lines {
        var line = line
        if path == mutant.path, added != removed, line > start {
          // Lines of the mutant itself belong to its function, which is entered already.
          if line <= start + added { continue }
          line += removed - added
        }
        if let number = number(of: line, in: path) { found.insert(number) }
      }
    }
    return found
  }

  /// The number here of each function of `earlier` that is the same here; nil for the others.
  func counterparts(of earlier: [Record]) -> [Int?] {
    var numbers: [Record: Int] = [:]
    for (number, record) in records.enumerated() { numbers[record] = number }
    return earlier.map { numbers[$0] }
  }

  /// One function as the journal tells it.
  package struct Record: Hashable, Sendable {
    package var path: String
    package var name: String
    package var hash: String

    package init(path: String, name: String, hash: String) {
      self.path = path
      self.name = name
      self.hash = hash
    }
  }

  package var records: [Record] {
    entries.map { entry in
      Record(
        path: entry.path, name: entry.function.name, hash: String(entry.function.hash, radix: 16))
    }
  }
}

extension Trial {
  /// The functions that a run with `mutant` entered; nil when they are not known.
  func trace(of run: Observation, _ mutant: Mutant) -> Set<Int>? {
    guard let entered = run.reading.entered, let bytes = campaign.sources[mutant.path] else {
      return nil
    }
    return campaign.functions.numbers(at: entered, with: mutant, in: bytes)
  }
}

extension Set<Int>? {
  /// What either holds; unknown when one of them is.
  func joined(with other: Set<Int>?) -> Set<Int>? {
    guard let self, let other else { return nil }
    return self.union(other)
  }
}
