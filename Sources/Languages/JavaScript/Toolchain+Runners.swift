import Text
import Trials

/// Finds and builds the runners of Node projects.
struct JavaScriptRunners {
  let view: ProjectView

  static let breakage = "\n;throw new Error(\"tocsin break control\");\n"
  private static let extensions = ["js", "mjs", "cjs", "ts", "mts", "cts", "jsx", "tsx"]

  var found: [Runner] {
    var runners: [Runner] = []
    let scripts = JavaScriptRunners.scripts(view)
    if let text = scripts["test"],
      let runner = runner(forScript: text, scripts: scripts, named: "test", depth: 0)
    {
      runners.append(runner)
    }
    for (name, text) in scripts.sorted(by: { $0.key < $1.key })
    where runners.isEmpty && name.hasPrefix("test:") {
      if let runner = runner(forScript: text, scripts: scripts, named: name, depth: 0) {
        runners.append(runner)
      }
    }
    if runners.isEmpty, let runner = runnerByImport { runners.append(runner) }
    return runners
  }

  private static func scripts(_ view: ProjectView) -> [String: String] {
    guard let bytes = view.read("package.json"), let value = JSONValue(bytes) else { return [:] }
    return (value["scripts"]?.object ?? [:]).compactMapValues(\.string)
  }

  /// The first command of a script that is a runner; scripts that it calls are looked through.
  private func runner(
    forScript text: String, scripts: [String: String], named name: String, depth: Int
  ) -> Runner? {
    guard depth < 5 else { return nil }
    let because = "the script \"\(name)\" in package.json runs it"
    for part in JavaScriptRunners.commands(of: text) {
      guard let words = CommandWords.split(part) else { continue }
      if let called = JavaScriptRunners.calledScript(words), let inner = scripts[called] {
        if let runner = runner(
          forScript: inner, scripts: scripts, named: called, depth: depth + 1)
        {
          return runner
        }
      } else if let runner = runner(for: words, because: because) {
        return runner
      }
    }
    return nil
  }

  private static func commands(of script: String) -> [String] {
    var parts: [[UInt8]] = [[]]
    var bytes = Array(script.utf8)[...]
    while let byte = bytes.popFirst() {
      if byte == bytes.first, byte == UInt8(ascii: "&") || byte == UInt8(ascii: "|") {
        bytes.removeFirst()
        parts.append([])
      } else if byte == UInt8(ascii: ";") {
        parts.append([])
      } else {
        parts[parts.count - 1].append(byte)
      }
    }
    return parts.map { String(decoding: $0, as: UTF8.self) }
  }

  private static func calledScript(_ words: [String]) -> String? {
    guard let first = words.first, ["npm", "yarn", "pnpm", "bun"].contains(first) else {
      return nil
    }
    let rest = words.dropFirst().filter { !$0.hasPrefix("-") }
    if rest.first == "run" || rest.first == "run-script" { return rest.dropFirst().first }
    if rest.first == "t" || rest.first == "tst" { return "test" }
    return rest.first
  }

  private var runnerByImport: Runner? {
    let tests = view.paths.filter { path in
      JavaScriptRunners.extensions.contains { path.hasSuffix("." + $0) }
        && (path.contains(".test.") || path.contains(".spec.") || path.contains("test/"))
    }
    for path in tests.prefix(200) {
      guard let text = view.text(path) else { continue }
      if text.contains("node:test") {
        return NodeTestRunner(view: view).runner(
          options: [], paths: [], because: "\(path) imports node:test")
      }
      for name in ["vitest", "@jest/globals", "mocha"]
      where text.contains("'\(name)'") || text.contains("\"\(name)\"") {
        let program = name == "@jest/globals" ? "jest" : name
        return runner(for: [program], because: "\(path) imports \(name)")
      }
    }
    return nil
  }

  // MARK: - Recognising a command

  /// Programs that only prepare what comes after them, and how many words they take themselves.
  private static let wrappers: Set<String> = [
    "npx", "nyc", "c8", "cross-env", "env", "exec", "dotenv", "--", "bunx", "time",
  ]

  /// The runner behind `command`, looking through wrappers, assignments and package managers.
  func runner(for command: [String], because reason: String) -> Runner? {
    if let called = JavaScriptRunners.calledScript(command),
      let text = JavaScriptRunners.scripts(view)[called]
    {
      return runner(
        forScript: text, scripts: JavaScriptRunners.scripts(view), named: called, depth: 0)
    }
    var words = command[...]
    var variables: [String: String] = [:]
    while let first = words.first {
      let name = first.split(separator: "/").last.map(String.init) ?? first
      if let equals = first.firstIndex(of: "="), equals != first.startIndex, !first.hasPrefix("-") {
        variables[String(first[..<equals])] = String(first[first.index(after: equals)...])
        words = words.dropFirst()
      } else if JavaScriptRunners.wrappers.contains(name) {
        words = words.dropFirst().drop { $0.hasPrefix("-") && $0 != "--" }
      } else if ["npm", "pnpm", "yarn"].contains(name), words.dropFirst().first == "exec" {
        words = words.dropFirst(2)
      } else {
        break
      }
    }
    guard var runner = program(Array(words), because: reason) else { return nil }
    if !variables.isEmpty {
      let build = runner.invocation
      runner.invocation = { [variables] request in
        var call = build(request)
        call.environment.merge(variables) { ours, _ in ours }
        return call
      }
    }
    return runner
  }

  private func program(_ words: [String], because reason: String) -> Runner? {
    guard let first = words.first else { return nil }
    let name = first.split(separator: "/").last.map(String.init) ?? first
    let program = executable(first, name: name)
    let rest = Array(words.dropFirst())
    switch name {
    case "node", "nodejs":
      return node(first, rest, because: reason)
    case "mocha", "_mocha":
      return MochaRunner(view: view).runner(program: program, arguments: rest, because: reason)
    case "jest":
      return JestRunner(view: view).runner(program: program, arguments: rest, because: reason)
    case "vitest":
      return VitestRunner(view: view).runner(program: program, arguments: rest, because: reason)
    case "tape":
      return protocolRunner(name, program, rest, added: [], selects: true, because: reason)
    case "tap":
      return protocolRunner(
        name, program, rest, added: ["--no-coverage", "--reporter=tap"], selects: true,
        because: reason)
    case "ava":
      return protocolRunner(name, program, rest, added: ["--tap"], selects: true, because: reason)
    default: return nil
    }
  }

  /// The project's own program when it is installed there.
  private func executable(_ word: String, name: String) -> String {
    let own = "node_modules/.bin/\(name)"
    return !word.contains("/") && view.exists(own) ? own : word
  }

  /// `node --test …`, or `node FILE` for a file of `node:test` or of a TAP producer.
  private func node(_ program: String, _ words: [String], because reason: String) -> Runner? {
    let arguments = Arguments(words, valued: NodeTestRunner.valuedOptions, view: view)
    if words.contains("--test") {
      return NodeTestRunner(view: view, program: program).runner(
        options: arguments.options, paths: arguments.paths, because: reason)
    }
    guard let file = arguments.paths.first else { return nil }
    // `node node_modules/.bin/mocha …` and the like.
    if file.contains("node_modules/"), let place = words.firstIndex(of: file) {
      return self.program(Array(words[place...]), because: reason)
    }
    guard let text = view.text(file) else { return nil }
    if text.contains("node:test") {
      return NodeTestRunner(view: view, program: program).runner(
        options: arguments.options, paths: arguments.paths, because: reason)
    }
    return protocolRunner("node", program, words, added: [], selects: false, because: reason)
  }

  /// A program whose standard output is the Test Anything Protocol.
  private func protocolRunner(
    _ name: String, _ program: String, _ words: [String], added: [String], selects: Bool,
    because reason: String
  ) -> Runner {
    let arguments = Arguments(words, valued: ["-r", "--require", "--import", "-t"], view: view)
    let prefix = [program] + (selects ? arguments.options : words) + added
    let paths = selects ? arguments.paths : []
    return Runner(
      name: name, language: "javascript", reason: reason, command: [program] + words,
      selectsTestFiles: false, recordsReach: false,
      resultSource: "the Test Anything Protocol on standard output",
      support: JavaScriptSupport.other,
      breakage: Breakage(statement: JavaScriptRunners.breakage, namesEachFile: false),
      invocation: { Invocation(arguments: prefix + ($0.testFiles ?? paths)) },
      reading: { TAPReader.read($0.output) })
  }
}

/// A command's words, told apart into options and the test files that they name.
struct Arguments {
  /// In their order, with the values that belong to them.
  private(set) var options: [String] = []
  /// Existing files and folders, with patterns replaced by what they match.
  private(set) var paths: [String] = []

  /// Options in `valued` take the next word; those in `dropped` are left out with their value.
  init(
    _ words: [String], valued: Set<String>, dropped: Set<String> = [], view: ProjectView
  ) {
    var rest = words[...]
    while let word = rest.popFirst() {
      let name = word.split(separator: "=", maxSplits: 1).first.map(String.init) ?? word
      guard !word.hasPrefix("-") else {
        var taken = [word]
        if valued.contains(word), let value = rest.popFirst() { taken.append(value) }
        if !dropped.contains(name) { options += taken }
        continue
      }
      if word.contains("*") || word.contains("{") {
        let glob = Glob(word.hasPrefix("./") ? String(word.dropFirst(2)) : word)
        paths += view.paths.filter(glob.matches)
      } else if view.exists(word) {
        paths.append(word)
      } else {
        options.append(word)
      }
    }
  }
}

/// `node --test`.
struct NodeTestRunner {
  let view: ProjectView
  var program = "node"

  static let valuedOptions: Set<String> = [
    "-r", "--require", "--import", "--loader", "--experimental-loader", "--env-file",
    "--test-name-pattern", "--test-reporter", "--test-reporter-destination",
  ]
  private static let droppedOptions: Set<String> = [
    "--test", "--test-reporter", "--test-reporter-destination", "--watch",
    "--experimental-test-coverage",
  ]

  func runner(options: [String], paths: [String], because reason: String) -> Runner {
    let kept = Arguments(
      options, valued: NodeTestRunner.valuedOptions, dropped: NodeTestRunner.droppedOptions,
      view: view
    ).options
    let prefix = [program] + kept + ["--test"]
    return Runner(
      name: "node:test", language: "javascript", reason: reason, command: prefix + paths,
      selectsTestFiles: true, recordsReach: true,
      resultSource: "a reporter of ours, given with --test-reporter",
      support: JavaScriptSupport.nodeTest,
      breakage: Breakage(
        statement: JavaScriptRunners.breakage, namesEachFile: true),
      invocation: { request in
        let ours = [
          "--test-reporter=\(request.support)/tocsin_node.mjs",
          "--test-reporter-destination=\(request.resultsPath)",
        ]
        return NodeEnvironment.call(prefix + ours + (request.testFiles ?? paths), request)
      },
      reading: { RecordReader.read($0.results ?? []) })
  }
}
