package import Trials

extension Toolchain {
  /// - Source: https://pkg.go.dev/cmd/go#hdr-Test_packages
  package static let go: Toolchain = {
    var toolchain = Toolchain(
      findRunners: { GoRunners(view: $0).found },
      recognise: { GoRunners(view: $1).runner(for: $0, because: "the command was given") },
      loadRecord: { _ in "" },
      probe: "func() bool { panic(\"tocsin probe\") }()",
      breakStatement: GoRunners.breakage.statement)
    toolchain.separateFolders = { GoHome.separateFolders($0) }
    toolchain.neutral = "func() bool { return false }()"
    return toolchain
  }()
}

/// Finds and builds the runners of Go projects.
struct GoRunners {
  let view: ProjectView

  /// A file that belongs to no build is not broken by it, and so found out.
  static let breakage = Breakage(
    statement: "\nfunc init() { panic(\"tocsin break control\") }\n", namesEachFile: false,
    isAppended: true)

  var found: [Runner] {
    guard let first = view.paths.first(where: { $0.hasSuffix("_test.go") }) else { return [] }
    let home = GoHome(view)
    return [
      runner(
        program: "go", flags: [], packages: ["./..."], home,
        because: home.module.map { "\($0.file) names the module \($0.path)" }
          ?? "\(first) is named like a test file")
    ]
  }

  // MARK: Recognising a command

  /// Flags of `go test` whose value may be the next word.
  private static let valued: Set<String> = [
    "run", "skip", "tags", "timeout", "count", "p", "parallel", "cpu", "mod", "modfile",
    "coverprofile", "covermode", "coverpkg", "ldflags", "gcflags", "asmflags", "exec", "bench",
    "benchtime", "o", "shuffle", "vet", "list", "pkgdir", "overlay", "outputdir", "cpuprofile",
    "memprofile", "blockprofile", "mutexprofile", "trace", "fuzz", "fuzztime", "fuzzminimizetime",
  ]

  /// Flags that we set ourselves or that ask for something else than results.
  private static let replaced: Set<String> = [
    "json", "v", "count", "coverprofile", "covermode", "coverpkg", "cover", "bench", "benchtime",
    "benchmem", "list", "o", "c", "cpuprofile", "memprofile", "blockprofile", "mutexprofile",
    "trace", "outputdir", "fuzz", "fuzztime", "failfast",
  ]

  /// The runner behind `go test …` or `gotestsum … -- …`.
  func runner(for command: [String], because reason: String) -> Runner? {
    var words = command.drop { $0 == "env" || isSetting($0) }
    guard let first = words.popFirst() else { return nil }
    let name = first.split(separator: "/").last.map(String.init) ?? first
    var program = "go"
    switch name {
    case "go":
      guard words.popFirst() == "test" else { return nil }
      program = first.contains("/") && !first.hasPrefix("/") ? view.root + "/" + first : first
    case "gotestsum": words = words.drop { $0 != "--" }.dropFirst()
    case "richgo": guard words.popFirst() == "test" else { return nil }
    default: return nil
    }
    var flags: [String] = []
    var packages: [String] = []
    while let word = words.popFirst() {
      guard word.hasPrefix("-"), word != "-" else {
        packages.append(word)
        continue
      }
      if word == "-args" || word == "--args" {
        flags += [word] + words
        break
      }
      let plain = word.drop { $0 == "-" }
      let flag = plain.split(separator: "=").first.map(String.init) ?? ""
      var parts = [word]
      if GoRunners.valued.contains(flag), !plain.contains("="), let value = words.popFirst() {
        parts.append(value)
      }
      if !GoRunners.replaced.contains(flag) { flags += parts }
    }
    if packages.isEmpty { packages = name == "gotestsum" ? ["./..."] : ["."] }
    let settings = command.filter(isSetting).map { word in
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      return (parts[0], parts.count > 1 ? parts[1] : "")
    }
    return runner(
      program: program, flags: flags, packages: packages, GoHome(view),
      settings: Dictionary(settings, uniquingKeysWith: { $1 }), because: reason)
  }

  /// Whether a word is `NAME=value` before a program.
  private func isSetting(_ word: String) -> Bool {
    guard let equals = word.firstIndex(of: "="), !word.hasPrefix("-") else { return false }
    return word[..<equals].allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
  }

  // MARK: Building a runner

  private func runner(
    program: String, flags: [String], packages: [String], _ home: GoHome,
    settings: [String: String] = [:], because reason: String
  ) -> Runner {
    let index = GoTestIndex(view, home)
    let vet = flags.contains { $0.hasPrefix("-vet") } ? [] : ["-vet=off"]
    // A result from the cache would answer for another state of the code.
    let ours = ["-json", "-count=1"] + vet
    let isSplit = flags.firstIndex { $0 == "-args" || $0 == "--args" } ?? flags.endIndex
    let (before, after) = (Array(flags[..<isSplit]), Array(flags[isSplit...]))
    var runner = Runner(
      name: "go test", language: "go", reason: reason,
      command: [program, "test"] + flags + packages, selectsTestFiles: true, recordsReach: false,
      resultSource: "its own JSON events", support: [], breakage: GoRunners.breakage,
      invocation: { request in
        let chosen = request.testFiles.map { home.packages(of: $0) } ?? home.spelled(packages)
        let failing = request.stopsAtFirstFailure ? ["-failfast"] : []
        let words = [program, "test"] + ours + failing + before + chosen + after
        var environment = GoRunners.environment(request)
        environment.merge(settings) { $1 }
        return home.invocation(words, request, environment)
      },
      reading: { GoReader(index: index, root: $0.root).read($0.output) })
    runner.buildsFirst = true
    runner.woven = .go(
      program: program, flags: before, arguments: Array(after.dropFirst()), packages: packages,
      home: home, index: index,
      environment: { GoRunners.environment($0).merging(settings) { $1 } })
    return runner
  }

  /// Nothing is fetched, and what was built is kept between the runs of one copy.
  private static func environment(_ request: RunRequest) -> [String: String] {
    [
      "GOCACHE": request.kept + "/go-build", "GOPROXY": "off", "GOSUMDB": "off",
      "GOTOOLCHAIN": "local", "GOTELEMETRY": "off",
    ]
  }
}
