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
}
