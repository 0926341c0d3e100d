package import Trials

/// The build of a package with all mutants, and its test programs.
package enum SwiftWoven {
  /// Builds the tests and lists their programs, each followed by the names of its XCTest tests.
  static let script = """
    swift build --build-tests --scratch-path "$TOCSIN_KEPT/build" "$@" || exit 1
    folder=$(swift build --show-bin-path --scratch-path "$TOCSIN_KEPT/build" "$@") || exit 1
    for program in "$folder"/*.xctest; do
      echo "$program"
      "$program" --list-tests 2> /dev/null || true
    done > "$TOCSIN_RESULTS"
    """

  package static func build(_ request: RunRequest, options: [String]) -> Invocation {
    Invocation(
      arguments: ["sh", "-c", script, "sh", "--cache-path", request.kept + "/cache"]
        + withoutSelection(options),
      environment: ["TOCSIN_KEPT": request.kept])
  }

  /// The options that choose among tests, with or without `=`.
  private static let selecting = ["--filter", "--skip"]

  /// `options` without those that choose among tests, and their values.
  static func withoutSelection(_ options: [String]) -> [String] {
    var left: [String] = []
    var words = options[...]
    while let word = words.popFirst() {
      if selecting.contains(word) {
        words = words.dropFirst()
      } else if !selecting.contains(where: { word.hasPrefix($0 + "=") }) {
        left.append(word)
      }
    }
    return left
  }

  static func build(options: [String], files: TestClassFiles) -> WovenBuild {
    var made = WovenBuild(
      helpers: { helpers($0, $1) },
      build: { build($0, options: options) },
      errors: { errors($0) },
      programs: { programs($0.results ?? [], in: $1.root) },
      unit: { $0.id },
      runs: { tests, programs, request in
        programs.flatMap { steps($0, tests, request) }
      },
      reading: { program, artifacts in
        let reading = SwiftReader(artifacts: artifacts, files: files).reading
        // A library without a test to run ends well and says nothing.
        let isNothing =
          artifacts.exitCode == 0 && reading.results.isEmpty && reading.troubles.isEmpty
        return isNothing ? RunReading(isComplete: true) : reading
      },
      leavesTests: { !isTesting($0) && $0.path.isEmpty })
    made.isPart = withoutSelection(options) != options
    return made
  }

  /// Both libraries of every listed program.
  static func programs(_ list: [UInt8], in folder: String) -> [TestProgram] {
    var programs: [TestProgram] = []
    for line in String(decoding: list, as: UTF8.self).split(separator: "\n") {
      if line.hasPrefix("/") {
        programs += [xctest, testing].map {
          TestProgram(path: String(line), directory: folder, name: $0)
        }
      } else if let dot = line.firstIndex(of: "."), line.contains("/"), !programs.isEmpty {
        let name = String(line[line.index(after: dot)...])
        programs[programs.count - 2].names[name, default: []].append(String(line))
      }
    }
    return programs
  }

  /// So many tests are named in one command; an argument may have 128 KiB.
  private static let mostNames = 400

  /// The two libraries that one program holds the tests of.
  private static let (xctest, testing) = ("XCTest", "Swift Testing")

  /// A package without a test of the newer library is no failure.
  /// - Source: `EXIT_NO_TESTS_FOUND` of Swift Testing, which is `EX_UNAVAILABLE`, 69
  private static let wholeSuite = "\"$@\"; code=$?; [ $code -ne 69 ] || exit 0; exit $code"

  /// Only the newer library says in which line a test stands.
  private static func isTesting(_ test: TestResult) -> Bool { test.line > 0 }

  private static func steps(
    _ program: TestProgram, _ tests: [TestResult]?, _ request: RunRequest
  ) -> [WovenStep] {
    guard let tests else { return [step(program, nil, request)] }
    let mine = tests.filter { isTesting($0) == (program.name == testing) }
    return stride(from: 0, to: mine.count, by: mostNames).map { start in
      step(program, Array(mine[start..<min(start + mostNames, mine.count)]), request)
    }
  }

  private static func step(
    _ program: TestProgram, _ mine: [TestResult]?, _ request: RunRequest
  ) -> WovenStep {
    var words = [program.path]
    if program.name == testing {
      words += [
        "--testing-library", "swift-testing", "--no-parallel", "--event-stream-output-path",
        request.resultsPath, "--event-stream-version", "0",
      ]
      if let mine {
        words += ["--filter", mine.map(pattern).joined(separator: "|")]
      } else {
        words = ["sh", "-c", wholeSuite, "sh"] + words
      }
    } else if let mine {
      words.append(mine.map { specifier($0, program) }.joined(separator: ","))
    }
    return WovenStep(
      program, Invocation(arguments: words, environment: ["SWIFT_BACKTRACE": "enable=no"]))
  }

  /// `Module.Class/test` as the program lists it.
  ///
  /// What it does not list, and what several modules have, is sought in the module of its folder.
  private static func specifier(_ test: TestResult, _ program: TestProgram) -> String {
    let name = test.titles.joined(separator: "/")
    let folder = module(of: test.path, []).split(separator: "/").last.map(String.init) ?? ""
    let guess =
      String(folder.map { $0.isLetter || $0.isNumber || $0 == "_" ? $0 : "_" }) + "." + name
    let listed = program.names[name] ?? []
    return listed.contains(guess) ? guess : listed.first ?? guess
  }

  /// What a test's identifier, such as `Module.Type/function(a:)/File.swift:1:2`, must hold.
  private static func pattern(_ test: TestResult) -> String {
    let parts = test.titles.map { title in
      let escaped = title.map { character in
        character.isLetter || character.isNumber || character == "_" || character == " "
          ? String(character) : "\\" + String(character)
      }
      return "`?" + escaped.joined() + "`?"
    }
    return "^[^.]*\\." + parts.joined(separator: "/") + "\\("
  }

  /// The guards of every module that has woven files, and a manifest that lets warnings pass.
  package static func helpers(_ woven: [String: [UInt8]], _ view: WovenView) -> [String: [UInt8]] {
    let manifest = view.read("Package.swift").map { String(decoding: $0, as: UTF8.self) } ?? ""
    let roots = givenPaths(in: manifest)
    var files: [String: [UInt8]] = [:]
    for path in woven.keys {
      files["\(module(of: path, roots))/\(SwiftGuards.fileName)"] = Array(SwiftGuards.text.utf8)
    }
    files["Package.swift"] = Array(
      manifest.replacing(".treatAllWarnings(as: .error)", with: ".treatAllWarnings(as: .warning)")
        .replacing("\"-warnings-as-errors\"", with: "\"-no-warnings-as-errors\"").utf8)
    return files
  }

  /// The folder of the module that a source belongs to.
  package static func module(of path: String, _ roots: [String]) -> String {
    if let root = roots.filter({ path.hasPrefix($0 + "/") }).max(by: { $0.count < $1.count }) {
      return root
    }
    return path.split(separator: "/").dropLast().prefix(2).joined(separator: "/")
  }

  /// Every `path: "…"` of a manifest.
  package static func givenPaths(in manifest: String) -> [String] {
    manifest.matches(of: /path:\s*"([^"]+)"/).map { match in
      var path = match.1
      while path.hasPrefix("./") { path = path.dropFirst(2) }
      while path.hasSuffix("/") { path = path.dropLast() }
      return String(path)
    }.filter { !$0.isEmpty && $0 != "." }
  }

  /// `path:3:4: error: message`.
  package static func errors(_ artifacts: RunArtifacts) -> [BuildError] {
    String(decoding: artifacts.output, as: UTF8.self).split(separator: "\n").compactMap { line in
      guard let match = line.firstMatch(of: /^(\/[^:]+):(\d+):(\d+): error: (.*)/),
        let number = Int(match.2), let column = Int(match.3)
      else { return nil }
      return BuildError(
        path: artifacts.relative(String(match.1)), line: number, column: column,
        message: String(match.4))
    }
  }
}
