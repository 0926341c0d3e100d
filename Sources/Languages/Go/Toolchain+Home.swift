import Trials

/// Where a tree's Go code belongs: a module, or a place in the search path of older projects.
struct GoHome: Sendable {
  struct Module: Sendable {
    /// The path of `go.mod`, relative to the root.
    var file: String
    var path: String
    /// The folder of the module with a final slash; empty for the root.
    var folder: String
  }

  let module: Module?
  /// The import path of the root, where there is no module and the root lies below a `src`.
  let importPath: String?
  private let testFolders: [String]

  init(_ view: ProjectView) {
    let tests = view.paths.filter { $0.hasSuffix("_test.go") }
    let modules = ([""] + GoHome.folders(around: tests)).map { $0 + "go.mod" }.filter(view.exists)
      .compactMap { GoHome.module($0, view) }
    // The module that holds most tests; of equals the outermost.
    module = modules.max { a, b in
      let counts = [a, b].map { one in tests.count { $0.hasPrefix(one.folder) } }
      return (counts[0], -a.folder.utf8.count) < (counts[1], -b.folder.utf8.count)
    }
    let parts = view.root.split(separator: "/")
    let source = module == nil ? parts.lastIndex(of: "src") : nil
    importPath = source.flatMap { place in
      place + 1 < parts.count ? parts[(place + 1)...].joined(separator: "/") : nil
    }
    testFolders = Set(tests.map { GoSuites.folder($0) }).map { $0 == "/" ? "" : $0 }.sorted()
  }

  /// The folders that files lie in and those above, each with a final slash, sorted; not the root.
  private static func folders(around paths: [String]) -> [String] {
    var folders: Set<String> = []
    for path in paths {
      var parts = path.split(separator: "/").dropLast()
      while !parts.isEmpty, folders.insert(parts.joined(separator: "/") + "/").inserted {
        parts.removeLast()
      }
    }
    return folders.sorted()
  }

  private static func module(_ file: String, _ view: ProjectView) -> Module? {
    guard let text = view.text(file) else { return nil }
    for line in text.split(separator: "\n") {
      let words = line.split { $0 == " " || $0 == "\t" || $0 == "\r" }
      guard words.count > 1, words[0] == "module" else { continue }
      return Module(
        file: file, path: words[1].filter { $0 != "\"" }, folder: String(file.dropLast(6)))
    }
    return nil
  }

  /// The folders of other modules than the one that the command runs in, but for those that its
  /// `replace` lines or its requirements of a path take in.
  static func separateFolders(_ view: ProjectView) -> [String] {
    guard let main = GoHome(view).module else { return [] }
    let text = view.text(main.file) ?? ""
    return folders(around: view.paths.filter { $0.hasSuffix(".go") }).filter { folder in
      guard !main.folder.hasPrefix(folder), view.exists(folder + "go.mod") else { return false }
      let inside = folder.hasPrefix(main.folder) ? folder.dropFirst(main.folder.count) : ""
      return inside.isEmpty || !text.contains("=> ./" + inside.dropLast())
    }
  }

  /// Packages as the command takes them, for the folders of test files.
  func packages(of files: [String]) -> [String] {
    let folders = Set(files.map { GoSuites.folder($0) }).sorted()
    return folders.map { folder in
      let path = folder == "/" ? "" : String(folder.dropLast())
      if let importPath { return path.isEmpty ? importPath : importPath + "/" + path }
      let inside = module.map {
        path + "/" == $0.folder ? "" : String(path.dropFirst($0.folder.count))
      }
      let relative = inside ?? path
      return relative.isEmpty ? "." : "./" + relative
    }
  }

  /// Patterns as the command takes them; `...` does not look behind the link to a copy.
  func spelled(_ patterns: [String]) -> [String] {
    guard let importPath, patterns.contains("./...") else { return patterns }
    return testFolders.map { $0.isEmpty ? importPath : importPath + "/" + $0.dropLast() }
  }

  /// The command, started where its packages are found: in the module's folder, or behind a link in
  /// a search path of our own, so that the copy is what others import.
  func invocation(
    _ words: [String], _ request: RunRequest, _ environment: [String: String]
  ) -> Invocation {
    if let module {
      guard !module.folder.isEmpty else {
        return Invocation(arguments: words, environment: environment)
      }
      let script = "cd \"$0\" && exec \"$@\""
      return Invocation(
        arguments: ["sh", "-c", script, request.root + "/" + module.folder] + words,
        environment: environment)
    }
    let legacy = environment.merging(["GO111MODULE": "off"]) { $1 }
    guard let importPath else { return Invocation(arguments: words, environment: legacy) }
    let place = request.kept + "/gopath/src/" + importPath
    let script =
      "rm -f \"$0\" && mkdir -p \"${0%/*}\" && ln -s \"$PWD\" \"$0\" && cd \"$0\" && exec \"$@\""
    return Invocation(
      arguments: ["sh", "-c", script, place] + words, environment: legacy,
      prefixes: ["GOPATH": request.kept + "/gopath:"])
  }

  /// The folder of a package, with a final slash unless it is the root; nil when it lies elsewhere.
  func folder(ofPackage package: String, root: String) -> String? {
    func below(_ path: String, _ base: String, _ folder: String) -> String? {
      if path == base { return folder }
      return path.hasPrefix(base + "/") ? folder + path.dropFirst(base.count + 1) + "/" : nil
    }
    if let module { return below(package, module.path, module.folder) }
    return importPath.flatMap { below(package, $0, "") } ?? below(package, "_" + root, "")
  }
}

/// Which file of a package holds a test function.
struct GoTestIndex: Sendable {
  let home: GoHome
  /// By folder and name.
  private var files: [String: [String: String]] = [:]

  init(_ view: ProjectView, _ home: GoHome) {
    self.home = home
    for path in view.paths where path.hasSuffix("_test.go") {
      guard let text = view.text(path) else { continue }
      let folder = GoSuites.folder(path)
      for line in text.split(separator: "\n") where line.hasPrefix("func ") {
        let name = line.dropFirst(5).prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        guard ["Test", "Example", "Fuzz"].contains(where: { name.hasPrefix($0) }) else { continue }
        files[folder == "/" ? "" : folder, default: [:]][String(name)] = path
      }
    }
  }

  /// The file of a test, by the first part of its name; empty when it is not known.
  func file(of test: String, package: String, root: String) -> String {
    guard let folder = home.folder(ofPackage: package, root: root) else { return "" }
    let first = test.split(separator: "/").first.map(String.init) ?? test
    return files[folder]?[first] ?? ""
  }

  /// Any test file of a package, for what failed outside any test.
  func someFile(ofPackage package: String, root: String) -> String {
    guard let folder = home.folder(ofPackage: package, root: root) else { return package }
    return files[folder]?.values.min() ?? package
  }
}
