package import Trials

extension Toolchain {
  package static let swift: Toolchain = {
    var toolchain = Toolchain(
      findRunners: { SwiftRunners(view: $0).found },
      recognise: { SwiftRunners(view: $1).runner(for: $0, because: "the command was given") },
      loadRecord: { _ in SwiftSupport.reach }, probe: "fatalError(\"tocsin probe\")",
      breakStatement: SwiftRunners.breakSource)
    toolchain.runsWhenLoaded = false
    toolchain.separateFolders = { SwiftRunners.separateFolders($0) }
    return toolchain
  }()
}

/// Finds and builds the runner of Swift packages.
struct SwiftRunners {
  let view: ProjectView

  /// Whatever is built with it does not build.
  static let breakSource = "#error(\"tocsin break control\")\n"

  var found: [Runner] {
    guard view.exists("Package.swift") else { return [] }
    return [runner(["swift", "test"], because: "Package.swift is there")]
  }

  /// The folders of packages below the tree's own that its manifest does not name.
  static func separateFolders(_ view: ProjectView) -> [String] {
    guard let manifest = view.text("Package.swift") else { return [] }
    return view.paths.filter { $0.hasSuffix("/Package.swift") }
      .map { String($0.dropLast("Package.swift".count)) }
      .filter {
        !manifest.contains("\"\($0.dropLast())\"") && !manifest.contains("/\($0.dropLast())\"")
      }
  }

  /// The runner behind `swift test` with any options.
  func runner(for command: [String], because reason: String) -> Runner? {
    guard command.count > 1, command[0].split(separator: "/").last == "swift", command[1] == "test"
    else { return nil }
    return runner(command, because: reason)
  }

  /// Options that choose where results and products go, which is ours to say.
  private static let ours: Set<String> = [
    "--scratch-path", "--build-path", "--cache-path", "--event-stream-output-path",
    "--event-stream-version", "--xunit-output", "--num-workers",
  ]

  /// Options that choose among tests or measure what they cover, with or without `=`.
  private static let narrowing: Set<Substring> = [
    "--filter", "--skip", "-s", "--specifier", "--test-product", "--disable-xctest",
    "--enable-code-coverage", "--enable-coverage",
  ]

  /// Whether what `command` says of its tests cannot be told their program.
  private static func narrows(_ command: [String]) -> Bool {
    command.contains { word in
      narrowing.contains(word.prefix { $0 != "=" })
    }
  }

  private func runner(_ command: [String], because reason: String) -> Runner {
    var plain: [String] = []
    var words = command[...]
    while let word = words.popFirst() {
      if SwiftRunners.ours.contains(word) {
        words = words.dropFirst()
      } else if word != "--parallel", word != "--no-parallel", word != "--skip-build" {
        plain.append(word)
      }
    }
    let base = plain
    let isWhole = !SwiftRunners.narrows(base)
    let files = TestClassFiles(view)
    var breakage = Breakage(statement: SwiftRunners.breakSource, namesEachFile: true)
    breakage.breaking = { path, bytes, _ in
      Array(SwiftSupport.breakage(of: path, bytes).utf8) + bytes
    }
    var runner = Runner(
      name: "swift test", language: "swift", reason: reason, command: command,
      selectsTestFiles: false, recordsReach: true,
      resultSource: "the event stream of Swift Testing and what XCTest prints",
      support: [SwiftSupport.direct], breakage: breakage,
      invocation: { request in
        let direct = [
          "sh", "\(request.support)/\(SwiftSupport.direct.path)", request.kept + "/build",
        ]
        return Invocation(
          arguments: (isWhole ? direct : []) + base + [
            // Products of the user's tree do not work elsewhere; ours are kept from run to run.
            "--scratch-path", request.kept + "/build", "--cache-path", request.kept + "/cache",
            // One test at a time, so that a crash has a name.
            "--no-parallel", "--event-stream-output-path", request.resultsPath,
            "--event-stream-version", "0",
          ],
          // A crash must not wait for a debugger's picture of it.
          environment: ["SWIFT_BACKTRACE": "enable=no"])
      },
      reading: { SwiftReader(artifacts: $0, files: files).reading })
    runner.woven = SwiftWoven.build(options: Array(base.dropFirst(2)), files: files)
    return runner
  }
}

/// In which file each class of tests is, as far as names tell.
struct TestClassFiles: Sendable {
  private var files: [String: String] = [:]

  init(_ view: ProjectView) {
    for path in view.paths where path.hasSuffix(".swift") && path.contains("Test") {
      guard let text = view.text(path), text.contains("XCTest") || text.contains("QuickSpec") else {
        continue
      }
      for line in text.split(separator: "\n") where line.contains("class ") {
        let words = line.split { $0 == " " || $0 == ":" || $0 == "{" || $0 == "<" }
        guard let at = words.firstIndex(of: "class"), at + 1 < words.count else { continue }
        if files[String(words[at + 1])] == nil { files[String(words[at + 1])] = path }
      }
    }
  }

  /// The file of a class; empty when it is not known.
  func path(of name: String) -> String { files[name] ?? "" }
}
