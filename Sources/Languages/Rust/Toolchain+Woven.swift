import Text
package import Trials

/// The build of a crate with all mutants, and its test programs.
package enum RustWoven {
  /// `words` is the command up to `test` with its options; `options` go to the test programs.
  static func build(words: [String], options: [String], reader: LibtestReader) -> WovenBuild {
    WovenBuild(
      helpers: { helpers($0, $1) },
      build: { build($0, words: words) },
      errors: { errors($0) },
      programs: { artifacts, request in
        let kept = RustExamples.crate(artifacts.results ?? [])
        let folder = kept.flatMap { reader.crates[$0] } ?? ""
        return programs(artifacts) + [
          TestProgram(
            path: kept == nil ? words[0] : RustExamples.folder(request),
            directory: folder.isEmpty ? request.root : "\(request.root)/\(folder)",
            name: kept == nil ? documentation : examples)
        ]
      },
      unit: { $0.id },
      runs: { tests, programs, request in
        programs.compactMap { program in
          step(program, tests?.filter { belongs($0, to: program) }, words, options, request)
        }
      },
      reading: { program, artifacts in
        var artifacts = artifacts
        let isLibtest = !runsExamples(program)
        let start = isLibtest ? "     Running \(program.name) (program)\n" : ""
        artifacts.output = Array(start.utf8) + artifacts.output
        let reading = reader.read(artifacts)
        // A crate without documented examples has nothing to say of them.
        let isNothing = !isLibtest && artifacts.exitCode == 0 && reading.results.isEmpty
        return isNothing ? RunReading(isComplete: true) : reading
      })
  }

  /// The name of what runs the examples in documentation, all of them at once.
  private static let documentation = "documentation"
  /// The name of what runs kept examples, each by itself.
  private static let examples = "examples"

  private static func runsExamples(_ program: TestProgram) -> Bool {
    program.name == documentation || program.name == examples
  }

  private static func isDocumented(_ test: TestResult) -> Bool {
    test.path.isEmpty && test.id.hasSuffix(")") && test.id.contains(" (line ")
  }

  private static func belongs(_ test: TestResult, to program: TestProgram) -> Bool {
    isDocumented(test)
      ? runsExamples(program)
      : test.id.hasPrefix(program.name + "::")
  }

  private static func step(
    _ program: TestProgram, _ tests: [TestResult]?, _ words: [String], _ options: [String],
    _ request: RunRequest
  ) -> WovenStep? {
    if let tests, tests.isEmpty { return nil }
    if runsExamples(program) {
      // The names without that of their crate.
      let names = (tests ?? []).map { test in
        test.id.split(separator: ": ", maxSplits: 1).last.map(String.init) ?? test.id
      }
      let chosen = names.isEmpty ? [] : ["--", "--exact"] + names
      var invocation =
        program.name == examples
        ? RustExamples.invocation(names, request)
        : Invocation(arguments: words + ["--doc"] + chosen)
      invocation.environment = environment(request)
      return WovenStep(program, invocation)
    }
    let names = (tests ?? []).map { String($0.id.dropFirst(program.name.count + 2)) }
    let exact = names.isEmpty ? [] : ["--exact"] + names
    var variables = environment(request)
    variables["CARGO_MANIFEST_DIR"] = program.directory
    return WovenStep(
      program, Invocation(arguments: [program.path] + options + exact, environment: variables))
  }

  private static func environment(_ request: RunRequest) -> [String: String] {
    [
      "TOCSIN_EXAMPLES": RustExamples.folder(request),
      "CARGO_TARGET_DIR": "\(request.kept)/target", "RUSTFLAGS": "--cap-lints=warn",
      "CARGO_TERM_COLOR": "never", "RUST_BACKTRACE": "0", "INSTA_UPDATE": "no",
      "INSTA_FORCE_PASS": "0", "PROPTEST_FAILURE_PERSISTENCE": "off",
    ]
  }

  package static func build(_ request: RunRequest, words: [String]) -> Invocation {
    Invocation(
      arguments: ["sh", "-c", RustExamples.build, "sh"] + words, environment: environment(request))
  }

  /// The roots of crates with our module at their end.
  package static func helpers(_ woven: [String: [UInt8]], _ view: WovenView) -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    let manifests = view.paths.filter { $0 == "Cargo.toml" || $0.hasSuffix("/Cargo.toml") }
    for manifest in manifests {
      let folder = String(manifest.dropLast("Cargo.toml".count))
      guard woven.keys.contains(where: { $0.hasPrefix(folder) }) else { continue }
      let text = view.read(manifest).map { String(decoding: $0, as: UTF8.self) } ?? ""
      for path in view.paths where path.hasPrefix(folder) && path.hasSuffix(".rs") {
        let inside = String(path.dropFirst(folder.count))
        guard isRoot(inside, text), let bytes = woven[path] ?? view.read(path) else { continue }
        let isSafe = String(decoding: bytes, as: UTF8.self).contains("forbid(unsafe_code")
        files[path] = bytes + Array(RustGuards.text(isSafe: isSafe).utf8)
      }
    }
    return files
  }

  /// Whether a file, relative to its manifest, begins a crate that is no test.
  package static func isRoot(_ path: String, _ manifest: String) -> Bool {
    if path == "src/lib.rs" || path == "src/main.rs" { return true }
    let parts = path.split(separator: "/")
    if parts.count == 3, parts[0] == "src", parts[1] == "bin" { return true }
    return manifest.contains("path = \"\(path)\"") && parts.first != "tests"
  }

  /// The errors among cargo's messages, at the first byte of their main place.
  /// - Source: https://doc.rust-lang.org/cargo/reference/external-tools.html#json-messages
  package static func errors(_ artifacts: RunArtifacts) -> [BuildError] {
    (artifacts.results ?? []).split(separator: 10).compactMap { line -> [BuildError]? in
      guard line.first == UInt8(ascii: "{"), let value = JSONValue(line),
        value["reason"]?.string == "compiler-message", let message = value["message"],
        message["level"]?.string == "error"
      else { return nil }
      let spans = (message["spans"]?.array ?? []).filter { $0["is_primary"]?.bool == true }
      return spans.compactMap { span in
        guard let path = span["file_name"]?.string, let number = span["line_start"]?.int,
          let column = span["column_start"]?.int
        else { return nil }
        // It counts characters.
        let before = span["text"]?.array?.first?["text"]?.string?.prefix(column - 1)
        return BuildError(
          path: artifacts.relative(path), line: number,
          column: before.map { $0.utf8.count + 1 } ?? column,
          message: message["message"]?.string ?? "")
      }
    }.flatMap { $0 }
  }

  /// The executables of test builds.
  package static func programs(_ artifacts: RunArtifacts) -> [TestProgram] {
    (artifacts.results ?? []).split(separator: 10).compactMap { line in
      guard line.first == UInt8(ascii: "{"), let value = JSONValue(line),
        value["reason"]?.string == "compiler-artifact", value["profile"]?["test"]?.bool == true,
        let path = value["executable"]?.string, let manifest = value["manifest_path"]?.string,
        let source = value["target"]?["src_path"]?.string
      else { return nil }
      let folder = String(manifest.dropLast("/Cargo.toml".count))
      let name =
        source.hasPrefix(folder + "/") ? String(source.dropFirst(folder.count + 1)) : source
      return TestProgram(path: path, directory: folder, name: name)
    }
  }
}
