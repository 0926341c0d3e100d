import Glibc
import Processes
import Testing

@Suite struct `Isolation levels` {
  @Test func `what this version does not offer is refused with the reason`() {
    let playground = Playground()
    for level in [Isolation.jail, .container] {
      let reason = "this version does not offer it; use guard inside a container of yours"
      #expect(level.obstacle == reason)
      #expect(throws: SystemFailure.isolationUnavailable(level, reason: reason)) {
        try playground.shell("true", isolation: level).run()
      }
    }
    #expect(Isolation.available.first == .copy)
  }

  @Test func `a private copy alone does not confine writes`() throws {
    let playground = Playground()
    try playground.does("mkdir inside outside")
    var command = playground.shell("echo x > ../outside/file")
    command.directory = "\(playground.path)/inside"
    #expect(try command.run().ending == .exited(0))
    #expect(try playground.shell("cat outside/file").run().output.text == "x\n")
  }

  @Test(
    .enabled(if: Isolation.available.contains(.guard), "the kernel here has no Landlock"),
    arguments: [
      "echo x > outside/file", "echo x > outside/new", "rm outside/file", "rm -rf outside",
      "mkdir outside/folder", "ln outside/file inside/twin", "mv outside/file inside/",
      "mv inside/file outside/", "ln -s x outside/link", "truncate -s 0 outside/file",
      "cd inside && ln -s ../outside/file link && echo x > link", "mkfifo outside/pipe",
    ]) func `no write outside of the given folders succeeds under guard`(script: String) throws
  {
    let playground = Playground()
    try playground.does("mkdir inside outside; echo kept > outside/file; echo mine > inside/file")
    let before = try TreeManifest(of: "\(playground.path)/outside")
    var command = playground.shell(script, isolation: .guard)
    command.writable = ["\(playground.path)/inside"]
    let ended = try command.run()
    #expect(ended.ending != .exited(0))
    #expect(try TreeManifest(of: "\(playground.path)/outside").difference(from: before) == [])
  }

  @Test(.enabled(if: Isolation.available.contains(.guard), "the kernel here has no Landlock"))
  func `reading everywhere and writing inside and to devices work under guard`() throws {
    let playground = Playground()
    try playground.does("mkdir inside outside; echo kept > outside/file")
    let script = """
      cat outside/file && mkdir inside/a && echo x > inside/a/f && mv inside/a inside/b \
      && rm -r inside/b && echo x > /dev/null && mktemp -p /dev/shm > inside/name \
      && rm "$(cat inside/name)" && echo to >> /dev/stderr && echo done
      """
    var command = playground.shell(script, isolation: .guard)
    command.writable = ["\(playground.path)/inside"]
    command.outputFolder = "\(playground.path)/inside"
    let text = try command.run().output.text
    #expect(text == "kept\nto\ndone\n")
  }

  @Test(.enabled(if: Isolation.available.contains(.guard), "the kernel here has no Landlock"))
  func `a writable folder that does not exist is refused under guard`() {
    let playground = Playground()
    var command = playground.shell("true", isolation: .guard)
    command.writable = ["\(playground.path)/missing"]
    #expect(
      throws: SystemFailure.isolationUnavailable(.guard, reason: "No such file or directory")
    ) { try command.run() }
  }

  @Test(.enabled(if: Isolation.confinesSignals, "the kernel here cannot confine signals"))
  func `a command can signal its own processes and none of ours`() throws {
    let playground = Playground()
    let script = """
      sleep 1000 & kill -9 $! && echo own
      kill -0 \(getpid()) 2> /dev/null || echo refused
      kill -9 $PPID 2> /dev/null || echo refused
      """
    #expect(try playground.shell(script).run().output.text == "own\nrefused\nrefused\n")
  }

  @Test func `a command cannot gain privileges`() throws {
    let playground = Playground()
    let ended = try playground.shell("grep NoNewPrivs /proc/self/status; ulimit -c").run()
    #expect(ended.output.text == "NoNewPrivs:\t1\n0\n")
  }
}
