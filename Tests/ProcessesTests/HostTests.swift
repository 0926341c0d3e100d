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
}
