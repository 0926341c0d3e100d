import Foundation
package import Trials

extension WovenBuild {
  /// One test binary for each package, run by itself.
  /// - Source: https://pkg.go.dev/cmd/go#hdr-Test_packages
  static func go(
    program: String, flags: [String], arguments: [String], packages: [String], home: GoHome,
    index: GoTestIndex, environment: @escaping @Sendable (RunRequest) -> [String: String]
  ) -> WovenBuild {
    let passed = GoGuards.passed(flags)
    var made = WovenBuild(
      helpers: { woven, _ in GoGuards.files(for: woven) },
      build: { request in
        let words = GoGuards.build(program, flags, home.spelled(packages))
        return home.invocation(
          words, request, environment(request).merging(["TOCSIN_KEPT": request.kept]) { $1 })
      },
      errors: { GoGuards.errors($0, below: home.module?.folder ?? "") },
      programs: { artifacts, _ in GoGuards.programs(artifacts.results ?? []) },
      unit: { $0.path + "::" + ($0.titles.first ?? $0.id) },
      runs: { tests, programs, request in
        programs.compactMap { program in
          let folder = home.folder(ofPackage: program.name, root: request.root)
          let mine = tests?.filter { test in
            test.path.isEmpty
              ? test.id.hasPrefix(program.name + "::")
              : GoSuites.folder(test.path) == folder
                || GoSuites.folder(test.path) == "/" && folder == ""
          }
          if let mine, mine.isEmpty { return nil }
          var call = GoGuards.invocation(program, mine, request)
          call.arguments += passed + arguments
          return WovenStep(program, call)
        }
      },
      reading: { program, artifacts in
        GoReader(index: index, root: artifacts.root)
          .read(text: artifacts.output, of: program.name, exitCode: artifacts.exitCode)
      })
    made.isPart = flags.contains { ["run", "skip"].contains(GoGuards.flagName($0)) }
    return made
  }
}

extension GoGuards {
  /// Lists the packages that have tests and compiles each; all errors are printed, not only ten.
  static let script = """
    out="$TOCSIN_KEPT/programs"
    rm -rf "$out"
    mkdir -p "$out"
    go=$0
    packages=$1
    shift
    failed=0
    number=0
    "$go" list -f '{{if or .TestGoFiles .XTestGoFiles}}{{.ImportPath}} {{.Dir}}{{end}}' $packages > "$out/list" || exit 1
    while read -r package directory; do
      [ -n "$package" ] || continue
      number=$((number + 1))
      "$go" test -c -vet=off -gcflags=./...=-e "$@" -o "$out/$number.test" "$package" < /dev/null || failed=1
      [ -f "$out/$number.test" ] && printf '%s\\t%s\\t%s\\n' "$out/$number.test" "$directory" "$package" >> "$TOCSIN_RESULTS"
    done < "$out/list"
    exit $failed
    """

  /// The name of a flag, without hyphens and value.
  static func flagName(_ word: String) -> Substring {
    guard word.hasPrefix("-") else { return "" }
    return word.drop { $0 == "-" }.prefix { $0 != "=" }
  }

  /// What flags of `go test` say to the test programs, beside which tests they run.
  /// - Source: https://pkg.go.dev/cmd/go#hdr-Testing_flags
  static func passed(_ flags: [String]) -> [String] {
    var result: [String] = []
    for (index, word) in flags.enumerated() {
      let name = flagName(word)
      guard ["short", "cpu", "parallel", "shuffle"].contains(name) else { continue }
      let value = word.contains("=") ? word.drop { $0 != "=" } : ""
      result.append("-test.\(name)\(value)")
      if value.isEmpty, name != "short", index + 1 < flags.count { result.append(flags[index + 1]) }
    }
    return result
  }

  package static func build(_ program: String, _ flags: [String], _ packages: [String]) -> [String]
  {
    ["sh", "-c", script, program, packages.joined(separator: " ")] + flags
  }

  package static func files(for woven: [String: [UInt8]]) -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for (path, bytes) in woven {
      guard let name = packageName(of: bytes) else { continue }
      let folder = path.split(separator: "/").dropLast().joined(separator: "/")
      files[folder.isEmpty ? fileName : "\(folder)/\(fileName)"] = Array(text(package: name).utf8)
    }
    return files
  }

  /// `./a.go:3:4: message`, with a path relative to the folder in which the compiler ran.
  package static func errors(_ artifacts: RunArtifacts, below folder: String = "")
    -> [BuildError]
  {
    String(decoding: artifacts.output, as: UTF8.self).split(separator: "\n").compactMap { line in
      let text = line.hasPrefix("vet: ") ? line.dropFirst(5) : line
      let parts = text.split(separator: ":", maxSplits: 3, omittingEmptySubsequences: false)
      guard parts.count >= 3, parts[0].hasSuffix(".go"), let number = Int(parts[1]) else {
        return nil
      }
      var path = artifacts.relative(String(parts[0]))
      if path.hasPrefix("./") { path.removeFirst(2) }
      if !parts[0].hasPrefix("/") { path = folder + path }
      let column = parts.count > 3 ? Int(parts[2]) : nil
      let name = path.split(separator: "/").last ?? ""
      let mutant =
        name.hasPrefix(mutantFile) ? Int(name.dropFirst(mutantFile.count).dropLast(3)) : nil
      return BuildError(
        path: path, line: number, column: column ?? 0, mutant: mutant,
        message: parts.dropFirst(column == nil ? 2 : 3).joined(separator: ":")
          .trimmingBlanks)
    }
  }

  static func programs(_ list: [UInt8]) -> [TestProgram] {
    String(decoding: list, as: UTF8.self).split(separator: "\n").compactMap { line in
      let parts = line.split(separator: "\t")
      guard parts.count == 3 else { return nil }
      return TestProgram(
        path: String(parts[0]), directory: String(parts[1]), name: String(parts[2]))
    }
  }

  static func invocation(
    _ program: TestProgram, _ tests: [TestResult]?, _ request: RunRequest
  ) -> Invocation {
    var words = [program.path, "-test.v", "-test.paniconexit0"]
    if let tests {
      let names = Set(tests.compactMap(\.titles.first)).sorted()
      words.append("-test.run=^(\(names.joined(separator: "|")))$")
    }
    if request.stopsAtFirstFailure { words.append("-test.failfast") }
    return Invocation(arguments: words)
  }
}

extension String {
  fileprivate var trimmingBlanks: String {
    String(drop { $0 == " " })
  }
}
