import Glibc
import Processes
import Testing

@Suite struct `Hosts` {
  /// Does in a child what each request says in Python.
  private static let script = """
    import json, os, sys
    line = os.fdopen(3, "r+b", buffering=0)
    def say(**value): line.write((json.dumps(value) + "\\n").encode())
    def left():
        while True:
            try:
                if os.waitpid(-1, os.WNOHANG)[0] == 0: return True
            except ChildProcessError: return False
    say(ready=os.getpid())
    while True:
        request = json.loads(line.readline() or "{}")
        if "reap" in request: say(left=left()); continue
        if "do" not in request: os._exit(0)
        child = os.fork()
        if child == 0:
            line.close()
            exec(request["do"])
            sys.stdout.flush()
            os._exit(7)
        _, status, usage = os.wait4(child, 0)
        say(ended=status, microseconds=0, kilobytes=usage.ru_maxrss, left=left())
    """

  private func ended(_ reply: Host.Reply) -> Ended? {
    if case .ended(let ended) = reply { ended } else { nil }
  }

  @Test func `a host answers requests with how their children ended and what they printed`() throws
  {
    let playground = Playground()
    var host = try Host(playground.python(Hosts.script))
    for word in ["one", "two"] {
      let ended = ended(host.ask("{\"do\":\"print('\(word)')\"}", limits: Limits()))
      #expect(ended?.ending == .exited(7))
      #expect(ended?.output.text == "\(word)\n")
      #expect(ended?.leaked == 0)
    }
  }

  @Test func `a request is ended at its limit and the host stays`() throws {
    let playground = Playground()
    var host = try Host(playground.python(Hosts.script))
    let hung = ended(
      host.ask(
        "{\"do\":\"import signal; signal.signal(15, 1)\\nwhile True: pass\"}",
        limits: Limits(wallSeconds: 0.3, graceSeconds: 0.2)))
    #expect(hung?.limit == .wall)
    #expect(hung?.ending == .signalled(SIGKILL))
    let big = ended(
      host.ask(
        "{\"do\":\"a = bytearray(300 << 20); import time; time.sleep(60)\"}",
        limits: Limits(memoryBytes: 200 << 20)))
    #expect(big?.limit == .memory)
    #expect(ended(host.ask("{\"do\":\"\"}", limits: Limits()))?.ending == .exited(7))
  }

  @Test func `what a child leaves behind is ended and counted`() throws {
    let playground = Playground()
    var host = try Host(playground.python(Hosts.script))
    let leaking = "import subprocess; subprocess.Popen(['sleep', '3210'], start_new_session=True)"
    let ended = ended(host.ask("{\"do\":\"\(leaking)\"}", limits: Limits(graceSeconds: 0.5)))
    #expect(ended?.leaked == 1)
    #expect(try playground.does("pgrep -fx 'sleep 3210' || true") == "")
  }

  @Test func `a host that refuses, ends or is let go is gone with its children`() throws {
    let playground = Playground()
    let refusing = try Host(
      playground.python("import os; os.write(3, b'{\"refused\":\"a thread runs\"}\\n')"))
    #expect(refusing.refusal == "a thread runs")
    #expect(try Host(playground.python("")).refusal == "it ended while loading")
    do {
      var host = try Host(playground.python(Hosts.script + "\n# tocsin host 4321"))
      if case .gone = host.ask("{}", limits: Limits()) {} else { Issue.record("it is still there") }
      let other = try Host(playground.python(Hosts.script + "\n# tocsin host 4321"))
      #expect(other.refusal == nil)
    }
    #expect(try playground.does("pgrep -f '[t]ocsin host 4321' || true") == "")
  }

  /// Does itself what each request says in Python.
  private static let single = """
    import json, os, sys, time
    line = os.fdopen(3, "r+b", buffering=0)
    def say(**value): line.write((json.dumps(value) + "\\n").encode())
    def sleeps(): import subprocess; subprocess.Popen(["sleep", "3211"], start_new_session=True)
    say(ready=os.getpid())
    while True:
        request = json.loads(line.readline() or "{}")
        if "do" not in request: os._exit(0)
        over = None
        exec(request["do"])
        sys.stdout.flush()
        say(ended=1 << 8, microseconds=0, kilobytes=0, over=over)
    """

  @Test func `a host that does not fork answers for itself until it says that it is over`() throws {
    let playground = Playground()
    var host = try Host(playground.python(Hosts.single), forks: false)
    for word in ["one", "two"] {
      let ended = ended(host.ask("{\"do\":\"print('\(word)')\"}", limits: Limits()))
      #expect(ended?.ending == .exited(1))
      #expect(ended?.output.text == "\(word)\n")
      #expect(host.over == nil)
    }
    let last = ended(host.ask("{\"do\":\"over = 'it is old'\"}", limits: Limits()))
    #expect(last?.ending == .exited(1))
    #expect(host.over == "it is old")
    if case .gone = host.ask("{\"do\":\"\"}", limits: Limits()) {
    } else {
      Issue.record("it answers still")
    }
  }

  @Test(arguments: [
    ("while True: pass", Limits(wallSeconds: 0.4), Limit.wall),
    (
      "while True: os.write(1, b'x' * 9999); time.sleep(0.001)", Limits(outputBytes: 1 << 20),
      .output
    ),
  ])
  func `a host that does not fork ends with the request that hits a limit`(
    what: String, limits: Limits, limit: Limit
  ) throws {
    let playground = Playground()
    var host = try Host(
      playground.python(Hosts.single + "\n# tocsin host \(limit.rawValue)"), forks: false)
    let ended = ended(host.ask("{\"do\":\"\(what)\"}", limits: limits))
    #expect(ended?.limit == limit)
    #expect(ended?.ending == .signalled(SIGKILL))
    #expect(host.over == "it hit the limit for \(limit.rawValue)")
    #expect(try playground.does("pgrep -f '[t]ocsin host \(limit.rawValue)' || true") == "")
  }

  @Test(
    .serialized,
    arguments: [
      ("a = bytearray(300 << 20); time.sleep(60)", "it hit the limit for memory"),
      ("sleeps()", "processes outlive the tests"),
    ])
  func `what a host that does not fork cannot tell of a request is refused`(
    what: String, why: String
  ) throws {
    let playground = Playground()
    do {
      var host = try Host(playground.python(Hosts.single), forks: false)
      let reply = host.ask("{\"do\":\"\(what)\"}", limits: Limits(memoryBytes: 200 << 20))
      if case .refused(let reason) = reply {
        #expect(reason == why)
      } else {
        Issue.record("it was not refused")
      }
    }
    #expect(try playground.does("pgrep -fx 'sleep 3211' || true") == "")
  }

  @Test func `the end of a host that does not fork is seen while a child of it holds the line`()
    throws
  {
    let playground = Playground()
    var host = try Host(playground.python(Hosts.single), forks: false)
    let dying = "if os.fork() == 0: time.sleep(50)\\nos._exit(0)"
    if case .gone = host.ask("{\"do\":\"\(dying)\"}", limits: Limits(wallSeconds: 20)) {
    } else {
      Issue.record("it is thought to be there")
    }
  }
}
