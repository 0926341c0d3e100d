import Glibc
import Processes

/// A fresh folder for one test, removed when the test is over.
struct Playground: ~Copyable {
  let path: String

  init() {
    var name = Array("/tmp/tocsin-tests-XXXXXX".utf8CString)
    guard mkdtemp(&name) != nil else { preconditionFailure("cannot make a folder below /tmp") }
    path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    let command = Command(
      arguments: ["/bin/sh", "-c", "chmod -R u+rwx \"$1\"; rm -rf \"$1\"", "sh", path],
      directory: "/", environment: ["PATH": "/usr/bin:/bin"], outputFolder: "/tmp")
    _ = try? command.run()
  }

  /// A command for `/bin/sh` with nothing but a `PATH`.
  func shell(
    _ script: String, limits: Limits = Limits(wallSeconds: 60), isolation: Isolation = .copy,
    environment: [String: String] = [:]
  ) -> Command {
    Command(
      arguments: ["/bin/sh", "-c", script], directory: path,
      environment: ["PATH": "/usr/local/bin:/usr/bin:/bin"].merging(environment) { $1 },
      limits: limits, isolation: isolation, writable: [path], outputFolder: path)
  }

  func python(_ script: String, limits: Limits = Limits(wallSeconds: 60)) -> Command {
    var command = shell("", limits: limits)
    command.arguments = ["/usr/bin/python3", "-c", script]
    return command
  }

  /// Runs `script` here and returns what it printed.
  @discardableResult
  func does(_ script: String) throws -> String {
    let ended = try shell(script).run()
    guard ended.succeeded else { throw Failed(output: ended.output.text) }
    return ended.output.text
  }

  /// The text of a file below the playground; nil when there is none.
  func text(_ name: String) -> String? {
    guard let stream = fopen("\(path)/\(name)", "r") else { return nil }
    defer { fclose(stream) }
    var bytes: [UInt8] = []
    while case let byte = fgetc(stream), byte != EOF { bytes.append(UInt8(byte)) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Waits until `condition` holds; false when it did not in half a minute.
  func waits(until condition: () -> Bool) -> Bool {
    for _ in 0..<6000 {
      if condition() { return true }
      usleep(5000)
    }
    return condition()
  }

  struct Failed: Error { let output: String }
}
