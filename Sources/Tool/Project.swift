import Mutation
import Reporting
import Suites
import Syntax
import Text
import Trials

/// A tree as read: what its tests assert, and which errors could be planted in its code.
struct Project: Sendable {
  /// Absolute, links resolved, no final slash.
  var root: String
  var suites: [SuiteFile] = []
  /// Production files, by path.
  var sources: [String: SourceFile] = [:]
  /// The mutants of each production file, in the order of paths.
  var discoveries: [Mutation.Discovery] = []
  /// The place in `Languages.all` of every file that was read.
  var languages: [String: Int] = [:]
  var notices: [Notice] = []
  var paths: [String] = []
  /// Bytes read and parsed.
  var bytes = 0

  /// Understands what was read; with `plants` also finds every mutant.
  static func read(_ reading: ProjectReading, _ options: Options, plants: Bool) -> Project {
    let inventory = reading.inventory
    var project = Project(root: reading.root)
    let view = ProjectView.of(reading.root, paths: inventory.files)
    let separate = Languages.all.map { plants ? $0.toolchain.separateFolders(view) : [] }
    let reader = FileReader(
      options: options, plants: plants, testNames: reading.testNames, separate: separate)
    for folder in separate.joined() where options.files.isEmpty {
      project.notices.append(
        Notice(
          kind: .warning, path: folder,
          text: "a module of its own, which the command does not run, so nothing is planted there; "
            + "give tocsin that folder"))
    }
    project.paths = inventory.files
    for skipped in inventory.skipped { project.skip(skipped.path, skipped.reason) }
    let readings = Parallel.map(inventory.files.count) { index in
      reader.read(inventory.files[index], reading.contents[index])
    }
    project.take(readings, inventory.files, plants: plants)
    return project
  }

  private mutating func skip(_ path: String, _ reason: String) {
    notices.append(Notice(kind: .skippedFile, path: path, text: reason))
  }

  private mutating func take(_ readings: [FileReading], _ paths: [String], plants: Bool) {
    var outlines: [SuiteOutline] = []
    var code = CodeFacts()
    for (path, reading) in zip(paths, readings) {
      if let language = Languages.reading(path) { languages[path] = language.index }
      switch reading {
      case .skipped(let reason): skip(path, reason)
      case .suite(let outline):
        outlines.append(outline)
        bytes += outline.tree.bytes.count
      case .source(let source, let unread):
        take(source, &code)
        note(unread: unread, path)
      case .both(let outline, let source):
        outlines.append(outline)
        take(source, &code)
      }
    }
    let analysis = SuiteAnalysis(
      outlines, code: code, namesSubjects: plants,
      spreading: Spreading { count, body in _ = Parallel.map(count) { body($0..<$0 + 1) } })
    let files = Parallel.map(outlines.count) { analysis.suiteFile(at: $0) }
    for (file, outline) in zip(files, outlines) {
      note(unread: file.unreadBytes, file.path)
      notices += file.remarks.map { Notice(kind: .warning, path: file.path, text: $0) }
      let rules = Languages.all[languages[file.path] ?? 0].suites
      let isTest = rules.isTestPath(file.path, []) || !outline.cases.isEmpty
      if isTest || !file.assertions.isEmpty { suites.append(file) }
    }
  }

  private mutating func take(_ source: SourceReading, _ code: inout CodeFacts) {
    bytes += source.file.bytes.count
    sources[source.file.path] = source.file
    code.add(source.facts)
    code.note(path: source.file.path)
    if let discovery = source.discovery { discoveries.append(discovery) }
  }

  private mutating func note(unread: Int, _ path: String) {
    guard unread > 0 else { return }
    notices.append(
      Notice(
        kind: .unreadBytes, path: path,
        text: "\(Words.count(unread, "byte")) could not be understood"))
  }
}

/// What one file turned out to be.
enum FileReading: Sendable {
  case skipped(String)
  case suite(SuiteOutline)
  case source(SourceReading, unread: Int)
  /// Code with its tests in one file.
  case both(SuiteOutline, SourceReading)
}

/// What is kept of a file of production code.
struct SourceReading: Sendable {
  var file: SourceFile
  var discovery: Mutation.Discovery?
  var facts: CodeFacts
}

/// Understands single files; safe on any thread.
struct FileReader: Sendable {
  private let plants: Bool
  private let testGlobs: [Glob]
  private let fileGlobs: [Glob]
  private let settings: [TestNames]
  private let separate: [[String]]

  init(options: Options, plants: Bool, testNames: [TestNames], separate: [[String]]) {
    self.plants = plants
    self.separate = separate
    testGlobs = options.tests.map { Glob($0) }
    fileGlobs = options.files.map { Glob($0) }
    settings = testNames
  }

  /// What the file of this path and these bytes is; nil stands for bytes that nobody could read.
  func read(_ path: String, _ bytes: [UInt8]?) -> FileReading {
    guard let (number, fileExtension) = Languages.reading(path),
      let grammar = Languages.all[number].grammars[fileExtension]
    else { return .skipped("no grammar") }
    let language = Languages.all[number]
    guard let bytes else { return .skipped("cannot be read, or larger than 4 MiB") }
    if let reason = Provenance.notWritten(bytes) { return .skipped(reason) }
    let tree = SyntaxTree.parse(bytes, by: grammar)
    var settings = settings[number]
    let isNamed = testGlobs.contains { $0.matches(path) }
    if isNamed { settings.files.append(path) }
    let outline = SuiteAnalysis.outline(
      path: path, tree: tree, rules: language.suites, settings: settings)
    if isNamed || language.suites.isInTests(path, settings.files) { return .suite(outline) }
    let isMixed = language.suites.testCode != nil && !outline.cases.isEmpty
    if !outline.frameworks.isEmpty, language.suites.testCode == nil { return .suite(outline) }
    let file = SourceFile(path: path, bytes: bytes)
    let isPlanted =
      plants
      && (fileGlobs.isEmpty
        ? isProduction(path) && !separate[number].contains { path.hasPrefix($0) }
        : fileGlobs.contains { $0.matches(path) })
    let discovery =
      isPlanted ? Mutation.Discovery.discover(in: file, tree: tree, rules: language.mutation) : nil
    let source = SourceReading(
      file: file, discovery: discovery, facts: CodeFacts(of: outline.tree, rules: language.suites))
    return isMixed ? .both(outline, source) : .source(source, unread: tree.health.unreadBytes)
  }

  /// Folders whose code is not the product, unless `--file` names it.
  private static let asides: Set<String> = [
    "doc", "docs", "example", "examples", "sample", "samples", "benchmark", "benchmarks", "bench",
    "benches",
    "perf", "fixtures", "__fixtures__", "__mocks__", "mocks", "demo", "demos", "scripts",
    "tools", "typings",
  ]
  private static let asideFiles: Set<String> = [
    "setup.py", "conftest.py", "noxfile.py", "fabfile.py", "tasks.py", "gulpfile.js",
    "Gruntfile.js", "karma.conf.js", "manage.py", "build.rs",
  ]

  private func isProduction(_ path: String) -> Bool {
    let parts = path.split(separator: "/")
    guard let name = parts.last, !FileReader.asideFiles.contains(String(name)) else { return false }
    if name.contains(".config.") || name.hasSuffix(".d.ts") || name.hasSuffix(".pyi") {
      return false
    }
    return !parts.dropLast().contains { FileReader.asides.contains(String($0)) }
  }
}

extension ProjectView {
  /// What toolchains may see of the tree at `root`.
  static func of(_ root: String, paths: [String]) -> ProjectView {
    ProjectView(
      root: root, paths: paths,
      read: { Bytes.read(Inventory.join(root, $0), most: 1 << 20) },
      exists: { Inventory.exists(Inventory.join(root, $0)) })
  }
}
