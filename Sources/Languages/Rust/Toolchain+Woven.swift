import Text
package import Trials

/// The build of a crate with all mutants, and its test programs.
package enum RustWoven {
  package static func build(_ request: RunRequest, options: [String]) -> Invocation {
    Invocation(
      arguments: [
        "sh", "-c", "exec cargo test --no-run --message-format=json \"$@\" > \"$TOCSIN_RESULTS\"",
        "sh",
      ] + options,
      environment: [
        "CARGO_TARGET_DIR": "\(request.kept)/target", "RUSTFLAGS": "--cap-lints=warn",
        "CARGO_TERM_COLOR": "never",
      ])
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
        files[path] = bytes + Array(RustGuards.text.utf8)
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
        return BuildError(
          path: artifacts.relative(path), line: number, column: column,
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
      return TestProgram(
        path: path, directory: String(manifest.dropLast("/Cargo.toml".count)),
        name: artifacts.relative(source))
    }
  }
}
