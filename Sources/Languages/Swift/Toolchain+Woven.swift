package import Trials

/// The build of a package with all mutants, and its test programs.
package enum SwiftWoven {
  /// Builds the tests and lists their programs.
  static let script = """
    swift build --build-tests --scratch-path "$TOCSIN_KEPT/build" "$@" || exit 1
    folder=$(swift build --show-bin-path --scratch-path "$TOCSIN_KEPT/build" "$@") || exit 1
    ls -d "$folder"/*.xctest > "$TOCSIN_RESULTS"
    """

  package static func build(_ request: RunRequest, options: [String]) -> Invocation {
    Invocation(
      arguments: ["sh", "-c", script, "sh"] + options, environment: ["TOCSIN_KEPT": request.kept])
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
