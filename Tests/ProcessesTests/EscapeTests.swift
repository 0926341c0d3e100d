import Glibc
import Processes
import Testing

/// The processes whose ids stand in the files and that are alive, zombies included.
func survivors(_ playground: borrowing Playground, _ files: [String]) -> [String] {
  files.filter { file in
    guard let stream = fopen(file, "r") else { return false }
    defer { fclose(stream) }
    var process: pid_t = 0
    withUnsafeMutablePointer(to: &process) { pointer in
      withVaList([pointer]) { _ = vfscanf(stream, "%d", $0) }
    }
    return process > 0 && access("/proc/\(process)", F_OK) == 0
  }
}

/// A way for a descendant to get out of reach, as the shell function body that starts it.
struct Escape: Sendable, CustomTestStringConvertible {
  let name: String
  let script: String

  var testDescription: String { name }

  /// Each writes its process id to the file `escaped`, which appears whole.
  static let all: [Escape] = [
    .init(name: "background child", script: "(\(body)) &"),
    .init(name: "double fork", script: "( ( \(body) ) & )"),
    .init(name: "own session", script: "setsid sh -c '\(body)' &"),
    .init(name: "own session and double fork", script: "(setsid setsid sh -c '\(body)' &)"),
    .init(name: "ignores SIGTERM", script: "(trap '' TERM HUP INT; \(body)) &"),
    .init(name: "stopped", script: "sh -c '\(pid); kill -STOP $$; sleep 1000' &"),
    .init(name: "nohup", script: "nohup sh -c '\(body)' > /dev/null 2>&1 &"),
    .init(
      name: "empty environment and own session", script: "env -i /usr/bin/setsid sh -c '\(body)' &"),
    .init(
      name: "ignores SIGTERM in its own session with an empty environment",
      script: "env -i /usr/bin/setsid sh -c 'trap \"\" TERM HUP; \(body)' &"),
    .init(name: "holds a pipe", script: "(\(body)) | cat > /dev/null &"),
  ]

  private static let pid = "read own rest < /proc/self/stat; echo $own > new; mv new escaped"
  private static let body = "\(pid); while :; do sleep 1000; done"
}

@Suite struct `Escapees` {
  @Test(arguments: Escape.all) func `no process outlives a command that ends`(
    escape: Escape
  ) throws {
    let playground = Playground()
    let script = "\(escape.script)\nwhile ! [ -e escaped ]; do sleep 0.01; done"
    let ended = try playground.shell(script, limits: Limits(wallSeconds: 60, graceSeconds: 0.2))
      .run()
    #expect(ended.ending == .exited(0))
    #expect(ended.limit == nil)
    #expect(ended.leaked > 0)
    #expect(ended.survivors == 0)
    #expect(survivors(playground, ["\(playground.path)/escaped"]).isEmpty)
  }
}
