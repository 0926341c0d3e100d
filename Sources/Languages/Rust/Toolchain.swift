import Text
package import Trials

extension Toolchain {
  package static let rust = Toolchain(
    findRunners: { CargoRunners(view: $0).found },
    recognise: { CargoRunners(view: $1).runner(for: $0, because: "the command was given") },
    loadRecord: { _ in "" }, probe: "panic!(\"tocsin probe\")",
    breakStatement: RustBreakage.failure)
}

/// Finds and builds the runner of Rust projects: `cargo test`.
struct CargoRunners {
  let view: ProjectView

  var found: [Runner] {
    guard view.exists("Cargo.toml") else { return [] }
    return [runner(options: options, rest: [], because: "Cargo.toml is there")]
  }

  /// What a workspace needs so that every member is tested.
  private var options: [String] {
    view.text("Cargo.toml")?.contains("[workspace]") == true ? ["--workspace"] : []
  }

  /// Reads `cargo test` with its options, also behind a toolchain such as `+stable`.
  func runner(for command: [String], because reason: String) -> Runner? {
    guard let program = command.first, program.split(separator: "/").last == "cargo" else {
      return nil
    }
    var words = command.dropFirst()
    let channel = words.first.flatMap { $0.hasPrefix("+") ? $0 : nil }
    if channel != nil { words = words.dropFirst() }
    guard let verb = words.first, verb == "test" || verb == "t" else { return nil }
    words = words.dropFirst()
    let split = words.firstIndex(of: "--") ?? words.endIndex
    return runner(
      program: [program] + (channel.map { [$0] } ?? []), options: Array(words[..<split]),
      rest: Array(words[split...].dropFirst()), because: reason)
  }

  private static let dropped: Set<String> = ["-q", "--quiet", "--no-fail-fast", "--no-run"]
  private static let droppedTestOptions: Set<String> = ["-q", "--quiet", "--nocapture"]

  private func runner(
    program: [String] = ["cargo"], options: [String], rest: [String], because reason: String
  ) -> Runner {
    let kept = options.filter { !CargoRunners.dropped.contains($0) && !$0.hasPrefix("--color") }
    let testOptions = rest.filter { !CargoRunners.droppedTestOptions.contains($0) }
    let command = program + ["test"] + options + (rest.isEmpty ? [] : ["--"] + rest)
    let words = program + ["test"] + kept + offline(kept)
    let reader = LibtestReader(paths: Set(view.paths), crates: crates)
    let flags = prefixes
    var runner = Runner(
      name: "cargo test", language: "rust", reason: reason, command: command,
      selectsTestFiles: false, recordsReach: false, resultSource: "the text of libtest",
      support: [],
      breakage: Breakage(
        statement: RustBreakage.failure, namesEachFile: true,
        breaking: { _, bytes, isTest in RustBreakage.broken(bytes, tests: isTest) }),
      invocation: { request in
        let pace = request.stopsAtFirstFailure ? [] : ["--no-fail-fast"]
        return Invocation(
          arguments: words + pace + (testOptions.isEmpty ? [] : ["--"] + testOptions),
          environment: [
            "CARGO_TARGET_DIR": request.kept + "/target", "CARGO_TERM_COLOR": "never",
            "CARGO_TERM_PROGRESS_WHEN": "never", "RUST_BACKTRACE": "0", "INSTA_UPDATE": "no",
            "INSTA_FORCE_PASS": "0", "PROPTEST_FAILURE_PERSISTENCE": "off",
          ], prefixes: flags)
      },
      reading: { reader.read($0) })
    runner.buildsByTime = true
    runner.leftOut = ["target"]
    runner.woven = RustWoven.build(words: words, options: testOptions, reader: reader)
    return runner
  }

  /// The folders of the crates by name, as far as their manifests stand beside `src` or `tests`.
  private var crates: [String: String] {
    var folders: Set<String> = []
    for path in view.paths {
      let parts = path.split(separator: "/")
      guard let inner = parts.firstIndex(where: { $0 == "src" || $0 == "tests" }) else { continue }
      folders.insert(parts[..<inner].joined(separator: "/"))
    }
    var found: [String: String] = [:]
    for folder in folders {
      let manifest = view.text(folder.isEmpty ? "Cargo.toml" : folder + "/Cargo.toml")
      let line = manifest?.split(separator: "\n").first { $0.hasPrefix("name") && $0.contains("=") }
      guard let name = line?.split(separator: "\"").dropFirst().first else { continue }
      found[String(name).replacing("-", with: "_")] = folder
    }
    return found
  }

  /// Warnings that a mutant causes must not keep it from being built.
  private var prefixes: [String: String] {
    let settings = [".cargo/config.toml", ".cargo/config"].compactMap(view.text)
    return settings.contains { $0.contains("rustflags") } ? [:] : ["RUSTFLAGS": "--cap-lints=warn "]
  }

  /// `--offline` when the project's settings replace the registry by a folder, or nothing is needed.
  private func offline(_ options: [String]) -> [String] {
    if options.contains("--offline") || options.contains("--frozen") { return [] }
    let settings = [".cargo/config.toml", ".cargo/config"].compactMap(view.text)
    let isReplaced = settings.contains {
      $0.contains("replace-with") && ($0.contains("directory") || $0.contains("local-registry"))
    }
    let needs = view.paths.isEmpty || needsPackages
    return isReplaced || !needs ? ["--offline"] : []
  }

  /// Whether the manifest names packages from a registry.
  private var needsPackages: Bool {
    guard let manifest = view.text("Cargo.toml") else { return true }
    if manifest.contains("[workspace") { return true }
    var isInside = false
    for line in manifest.split(separator: "\n") {
      let text = line.drop { $0 == " " }
      if text.hasPrefix("[") {
        isInside = text.contains("dependencies")
        if isInside, text.contains("dependencies.") { return true }
      } else if isInside, !text.hasPrefix("#"), text.contains("="), !text.contains("path") {
        return true
      }
    }
    return false
  }
}
