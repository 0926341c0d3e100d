import Glibc
import Processes
import Testing

@Suite struct `Commands` {
  @Test func `a command that ends by itself has its exit code, its output and no limit`() throws {
    let playground = Playground()
    let ended = try playground.shell("echo one; echo two >&2; exit 3").run()
    #expect(ended.ending == .exited(3))
    #expect(ended.limit == nil)
    #expect(ended.output.text == "one\ntwo\n")
    #expect(ended.errors.text == "")
    #expect(ended.leaked == 0)
    #expect(ended.survivors == 0)
  }

  @Test func `standard error can be kept apart from the output`() throws {
    let playground = Playground()
    var command = playground.shell("echo one; echo two >&2")
    command.errors = .apart
    let ended = try command.run()
    #expect(ended.output.text == "one\n")
    #expect(ended.errors.text == "two\n")
  }

  @Test func `a command sees its own environment and nothing of ours`() throws {
    let playground = Playground()
    setenv("TOCSIN_CANARY_TOKEN", "secret", 1)
    let ended = try playground.shell("env | sed 's/=.*//' | sort", environment: ["A": "1"]).run()
    #expect(ended.output.text == "A\nPATH\nPWD\nTOCSIN_RUN\n")
  }

  @Test func `a command has an empty standard input and no descriptor of ours`() throws {
    let playground = Playground()
    let script = """
      import os, sys
      def is_open(number):
          try: os.fstat(number)
          except OSError: return False
          return True
      print(repr(sys.stdin.read()), [number for number in range(1000) if is_open(number)])
      """
    #expect(try playground.python(script).run().output.text == "'' [0, 1, 2]\n")
  }

  @Test
  func `the file of a program is found through links, but not in the command's folder`()
    throws
  {
    let playground = Playground()
    try playground.does("ln -s /bin/sh linked; touch own")
    let shell = FileStatus(try playground.does("printf %s $(readlink -f /bin/sh)"))
    var command = playground.shell("")
    let expected = [
      "sh": shell, "./linked": shell, "\(playground.path)/linked": shell, "./own": nil,
      "no-such-program": nil,
    ]
    for (program, file) in expected {
      command.arguments = [program]
      #expect(command.foreignProgram?.size == file?.size, "\(program)")
      #expect(command.foreignProgram?.modified == file?.modified, "\(program)")
    }
  }

  @Test func `a program that is not on the command's own path is refused`() throws {
    let playground = Playground()
    var command = playground.shell("")
    command.arguments = ["no-such-program"]
    #expect(throws: SystemFailure.noExecutable("no-such-program")) { try command.run() }
  }

  @Test func `a directory that does not exist is named as the step that failed`() throws {
    let playground = Playground()
    var command = playground.shell("true")
    command.directory = "\(playground.path)/missing"
    #expect(
      throws: SystemFailure.cannotStart(
        command: "/bin/sh -c true", step: "directory", code: ENOENT)
    ) { try command.run() }
  }

  @Test func `a file that cannot be executed is named as the step that failed`() throws {
    let playground = Playground()
    var command = playground.shell("true")
    command.arguments = ["/etc/passwd"]
    #expect(
      throws: SystemFailure.cannotStart(command: "/etc/passwd", step: "execute", code: EACCES)
    ) { try command.run() }
  }

  @Test func `a command that dies of a signal says which`() throws {
    let playground = Playground()
    let ended = try playground.shell("kill -SEGV $$").run()
    #expect(ended.ending == .signalled(SIGSEGV))
    #expect(ended.limit == nil)
    #expect(!ended.succeeded)
  }

  @Test func `signals that we ignore or block are at their defaults in a command`() throws {
    let playground = Playground()
    let ended = try playground.shell("grep -E 'Sig(Blk|Ign)' /proc/self/status").run()
    #expect(
      ended.output.text
        == "SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n")
  }

  @Test func `a command can hold a conversation on its descriptor 3`() throws {
    let playground = Playground()
    var ends: [Int32] = [0, 0]
    #expect(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let running = try playground.shell("read word <&3; echo \"heard $word\" >&3").start(
      conversation: ends[1])
    close(ends[1])
    #expect(send(ends[0], "hello\n", 6, 0) == 6)
    var answer = [UInt8](repeating: 0, count: 64)
    #expect(recv(ends[0], &answer, 12, Int32(MSG_WAITALL)) == 12)
    #expect(String(decoding: answer[..<12], as: UTF8.self) == "heard hello\n")
    #expect(try running.wait().ending == .exited(0))
    #expect(recv(ends[0], &answer, 1, 0) == 0)
    close(ends[0])
  }

  @Test func `a command whose keeper is killed is an error, and nothing of it is left`() throws {
    let playground = Playground()
    let script = """
      setsid sh -c 'echo $$ > b.new; mv b.new b; while :; do sleep 1000; done' &
      echo $$ > a.new; mv a.new a; echo $PPID > keeper.new; mv keeper.new keeper
      while :; do sleep 1000; done
      """
    let running = try playground.shell(script).start()
    #expect(playground.waits { playground.text("b") != nil && playground.text("keeper") != nil })
    let keeper = playground.text("keeper").flatMap { pid_t($0.dropLast()) } ?? 0
    #expect(keeper > 1)
    if keeper > 1 { kill(keeper, SIGKILL) }
    var isLost = false
    do throws(SystemFailure) { _ = try running.wait() } catch {
      if case .lostKeeper = error { isLost = true }
    }
    #expect(isLost)
    let files = ["\(playground.path)/a", "\(playground.path)/b"]
    #expect(playground.waits { survivors(playground, files).isEmpty })
  }

  @Test func `a command that is no longer held ends with everything it started`() throws {
    let playground = Playground()
    let mark = "\(playground.path)/pid"
    do {
      let running = try playground.shell("echo $$ > pid.new; mv pid.new pid; sleep 1000").start()
      while access(mark, F_OK) != 0 { usleep(1000) }
      _ = consume running
    }
    #expect(survivors(playground, [mark]).isEmpty)
  }
}
