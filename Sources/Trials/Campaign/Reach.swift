import Text

/// Which tests come by which places, as one instrumented run recorded it.
///
/// Each line of the record is `[test id, test file, place]`. Without a test the place was passed
/// while code was loaded: it then counts for all tests of the file, or for the whole suite when
/// the file is not known either.
package struct Reach: Sendable, Equatable {
  /// Ids of tests by place; what was passed while loading is not among them.
  package private(set) var tests: [Int: Set<String>] = [:]
  /// Test files by place.
  package private(set) var files: [Int: Set<String>] = [:]
  /// Places that the loading of code passes for the whole suite.
  package private(set) var everywhere: Set<Int> = []

  /// How many places a test passes, by its id.
  package private(set) var breadth: [String: Int] = [:]

  /// Ids of tests that do not pass by themselves; what they need may come from any other test.
  package private(set) var dependent: Set<String> = []

  package init() {}

  /// Of runs of single tests.
  package init(tests: [Int: Set<String>], paths: [String: String]) {
    self.tests = tests
    for (place, ids) in tests {
      let found = Set(ids.compactMap { paths[$0] }.filter { !$0.isEmpty })
      if !found.isEmpty { files[place] = found }
    }
    measure()
  }

  /// `paths` gives the file of every test of the baseline.
  package init(_ bytes: [UInt8], paths: [String: String]) {
    var byFile: [String: [String]] = [:]
    for (test, path) in paths where !path.isEmpty { byFile[path, default: []].append(test) }
    for line in bytes.split(separator: 10) {
      guard let parts = JSONValue(line)?.array, parts.count == 3, let id = parts[0].string,
        let path = parts[1].string, let place = parts[2].int
      else { continue }
      if let file = paths[id] {
        tests[place, default: []].insert(id)
        if file.isEmpty { everywhere.insert(place) } else { files[place, default: []].insert(file) }
      } else if let inside = byFile[path] {
        tests[place, default: []].formUnion(inside)
        files[place, default: []].insert(path)
      } else {
        everywhere.insert(place)
      }
    }
    measure()
  }

  private mutating func measure() {
    breadth = [:]
    for id in tests.values.joined() { breadth[id, default: 0] += 1 }
  }

  /// Whether the record says which tests came by, and not only that some did.
  package var namesTests: Bool { !tests.isEmpty || !files.isEmpty }

  /// Adds what each test reaches when it runs alone, such as what an earlier one kept for it.
  package mutating func add(alone: Reach, dependent: Set<String>) {
    for (place, found) in alone.tests {
      tests[place, default: []].formUnion(found)
      files[place, default: []].formUnion(alone.files[place] ?? [])
    }
    self.dependent = dependent
    measure()
  }

  package func isReached(_ place: Int) -> Bool {
    everywhere.contains(place) || files[place] != nil || tests[place] != nil
  }

  /// The test files that a trial at `place` must run, sorted; nil for the whole suite.
  package func chosenFiles(for place: Int) -> [String]? {
    everywhere.contains(place) ? nil : files[place].map { $0.sorted() }
  }
}
