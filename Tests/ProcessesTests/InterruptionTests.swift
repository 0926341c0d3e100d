import Glibc
import Processes
import Testing

@Suite struct `The end of the tool` {
  private static let endless = """
    setsid sh -c 'echo $$ > b.new; mv b.new b; while :; do sleep 1000; done' &
    env -i /usr/bin/setsid sh -c 'trap "" TERM; echo $$ > c.new; mv c.new c; while :; do sleep 1000; done' &
    echo $$ > a.new; mv a.new a; trap '' TERM
    while :; do sleep 1000; done
    """

  private static func files(_ path: String) -> [String] { ["a", "b", "c"].map { "\(path)/\($0)" } }

  private static func start(in path: String) throws -> Running {
    let command = Command(
      arguments: ["/bin/sh", "-c", endless], directory: path,
      environment: ["PATH": "/usr/bin:/bin"], outputFolder: path)
    let running = try command.start()
    while files(path).contains(where: { access($0, F_OK) != 0 }) { usleep(1000) }
    return running
  }

  @Test func `when the tool is killed, everything that it started dies`() async {
    let playground = Playground()
    let path = playground.path
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      let running = try `The end of the tool`.start(in: path)
      kill(getpid(), SIGKILL)
      _ = try running.wait()
    }
    let files = Self.files(path)
    #expect(files.allSatisfy { access($0, F_OK) == 0 })
    #expect(playground.waits { survivors(playground, files).isEmpty })
  }

  @Test func `the first signal ends running commands and the tool leaves in order`() async {
    let playground = Playground()
    let path = playground.path
    await #expect(processExitsWith: .exitCode(143)) { [path = path as String] in
      Interruption.watch(cleanUpSeconds: 60)
      let running = try `The end of the tool`.start(in: path)
      kill(getpid(), SIGTERM)
      let ended = try running.wait()
      guard ended.limit == .interruption, Interruption.signal == SIGTERM else { exit(1) }
      exit(Interruption.exitCode ?? 2)
    }
    #expect(survivors(playground, Self.files(path)).isEmpty)
  }

  @Test func `the second signal ends the tool at once`() async {
    let playground = Playground()
    let path = playground.path
    await #expect(processExitsWith: .exitCode(130)) { [path = path as String] in
      Interruption.watch(cleanUpSeconds: 60)
      let running = try `The end of the tool`.start(in: path)
      kill(getpid(), SIGINT)
      kill(getpid(), SIGTERM)
      _ = try running.wait()
      exit(1)
    }
    let files = Self.files(path)
    #expect(playground.waits { survivors(playground, files).isEmpty })
  }

  @Test func `a tool that does not leave in time is ended by itself`() async {
    await #expect(processExitsWith: .exitCode(130)) {
      Interruption.watch(cleanUpSeconds: 1)
      kill(getpid(), SIGINT)
      while true { pause() }
    }
  }

  @Test func `the scratch folder of a killed tool is removed by the next run`() async throws {
    let playground = Playground()
    let path = playground.path
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      let scratch = try ScratchDirectory(below: path)
      try AtomicFile.write([1], to: "\(scratch.folder("left"))/file")
      kill(getpid(), SIGKILL)
      try scratch.remove()
    }
    #expect(try playground.does("ls | wc -l") == "1\n")
    let own = try ScratchDirectory(below: path)
    #expect(ScratchDirectory.sweepLeftovers(below: path).count == 1)
    #expect(try playground.does("ls -d $PWD/*") == "\(own.path)\n")
  }
}

@Suite struct `Scratch folders` {
  @Test func `a scratch folder goes with its owner, whatever a test did to it`() throws {
    let playground = Playground()
    do {
      let scratch = try ScratchDirectory(below: playground.path)
      try playground.does("mkdir outside; touch outside/kept")
      try playground.does(
        "cd '\(scratch.path)' && mkdir -p a/b && touch a/b/c && ln -s ../../outside a/link && find a -depth ! -type l -exec chmod 000 {} +"
      )
      #expect(ScratchDirectory.sweepLeftovers(below: playground.path) == [])
    }
    #expect(try playground.does("ls; ls outside") == "outside\nkept\n")
  }

  @Test func `folders of others with a similar name are left alone`() throws {
    let playground = Playground()
    try playground.does("mkdir tocsin-mine other; touch other/owner")
    #expect(ScratchDirectory.sweepLeftovers(below: playground.path) == [])
    #expect(try playground.does("ls") == "other\ntocsin-mine\n")
  }
}
