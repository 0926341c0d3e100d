import Glibc
import Processes
import Synchronization
import Testing

/// Seconds on a clock that nobody sets.
private func seconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

@Suite struct `Resource limits` {
  @Test(arguments: [
    (Usage(), nil),
    (usage { $0.wallSeconds = 10 }, nil),
    (usage { $0.wallSeconds = 10.01 }, Limit.wall),
    (usage { $0.cpuSeconds = 20 }, nil),
    (usage { $0.cpuSeconds = 20.01 }, .cpu),
    (usage { $0.residentBytes = 1000 }, nil),
    (usage { $0.residentBytes = 1001 }, .memory),
    (usage { $0.processes = 5 }, nil),
    (usage { $0.processes = 6 }, .processes),
    (usage { $0.outputBytes = 100 }, nil),
    (usage { $0.outputBytes = 101 }, .output),
  ]) func `a limit is exceeded by more than it and not by itself`(usage: Usage, limit: Limit?) {
    let limits = Limits(
      wallSeconds: 10, memoryBytes: 1000, cpuSeconds: 20, processes: 5, outputBytes: 100)
    #expect(limits.exceeded(by: usage) == limit)
  }

  private static func usage(_ change: (inout Usage) -> Void) -> Usage {
    var usage = Usage()
    change(&usage)
    return usage
  }

  @Test func `a command that takes too long is ended by SIGTERM`() throws {
    let playground = Playground()
    let ended = try playground.shell("echo begun; sleep 1000", limits: Limits(wallSeconds: 0.3))
      .run()
    #expect(ended.limit == .wall)
    #expect(ended.ending == .signalled(SIGTERM))
    #expect(ended.output.text == "begun\n")
    #expect(ended.wallMilliseconds >= 300)
    #expect(!ended.succeeded)
  }

  @Test func `a command that ignores SIGTERM is dead within three seconds of its limit`() throws {
    let playground = Playground()
    let script = """
      trap '' TERM; setsid sh -c "trap '' TERM; while :; do sleep 1; done" &
      while :; do sleep 1; done
      """
    let began = seconds()
    let ended = try playground.shell(script, limits: Limits(wallSeconds: 0.3)).run()
    #expect(ended.limit == .wall)
    #expect(ended.ending == .signalled(SIGKILL))
    #expect(ended.survivors == 0)
    #expect(ended.leaked >= 2)
    // Two seconds of grace, and as much again for a machine under load.
    #expect(seconds() - began < 0.3 + 3 + 2)
  }

  @Test func `a command may clean up when it is asked to end`() throws {
    let playground = Playground()
    let ended = try playground.shell(
      "trap 'echo cleaned; exit 7' TERM; echo ready; sleep 1000 & wait",
      limits: Limits(wallSeconds: 0.5)
    ).run()
    #expect(ended.ending == .exited(7))
    #expect(ended.limit == .wall)
    #expect(ended.output.text == "ready\ncleaned\n")
  }

  @Test func `a command that allocates without end hits the memory limit`() throws {
    let playground = Playground()
    let ended = try playground.python(
      "kept = []\nwhile True: kept.append(bytearray(1 << 22))",
      limits: Limits(wallSeconds: 60, memoryBytes: 200 << 20)
    ).run()
    #expect(ended.limit == .memory)
    #expect(ended.peakBytes > 200 << 20)
    #expect(ended.peakBytes < 4 << 30)
  }

  @Test func `memory that forked processes share counts once`() throws {
    let playground = Playground()
    let script = """
      import os, time
      kept = bytearray(os.urandom(1 << 20)) * 100
      for _ in range(6):
          if os.fork() == 0:
              time.sleep(0.5)
              os._exit(0)
      for _ in range(6): os.wait()
      print("done")
      """
    let ended = try playground.python(
      script, limits: Limits(wallSeconds: 60, memoryBytes: 300 << 20)
    ).run()
    #expect(ended.limit == nil)
    #expect(ended.output.text == "done\n")
  }

  @Test func `a command that prints without end is ended, and head and tail are kept`() throws {
    let playground = Playground()
    let limits = Limits(wallSeconds: 60, outputBytes: 1 << 20, keptBytes: 1000)
    let ended = try playground.shell("echo first; yes", limits: limits).run()
    #expect(ended.limit == .output)
    #expect(ended.output.totalBytes > 1 << 20)
    #expect(ended.output.head.count == 500)
    #expect(ended.output.tail.count == 500)
    #expect(ended.output.text.hasPrefix("first\ny\n"))
    #expect(ended.output.text.contains("\n[\(ended.output.omittedBytes) bytes omitted]\n"))
  }

  @Test func `output of exactly the kept size is kept whole`() throws {
    let playground = Playground()
    let limits = Limits(wallSeconds: 60, keptBytes: 10)
    #expect(try playground.shell("printf 0123456789", limits: limits).run().output.tail == [])
    let cut = try playground.shell("printf 0123456789A", limits: limits).run().output
    #expect(cut.text == "01234\n[1 bytes omitted]\n6789A")
  }

  @Test func `a command that computes without end hits the processor limit`() throws {
    let playground = Playground()
    let ended = try playground.shell(
      "while :; do :; done & while :; do :; done",
      limits: Limits(wallSeconds: 60, cpuSeconds: 0.5)
    ).run()
    #expect(ended.limit == .cpu)
    #expect(ended.cpuMilliseconds >= 500)
  }

  @Test func `a command that starts too many processes is ended with all of them`() throws {
    let playground = Playground()
    let ended = try playground.shell(
      "while :; do sleep 1000 & done", limits: Limits(wallSeconds: 60, processes: 20)
    ).run()
    #expect(ended.limit == .processes)
    #expect(ended.survivors == 0)
  }

  @Test func `a file that grows beyond its limit ends its writer`() throws {
    let playground = Playground()
    let ended = try playground.shell(
      "exec head -c 100000 /dev/zero > big", limits: Limits(wallSeconds: 60, fileBytes: 5000)
    ).run()
    #expect(ended.ending == .signalled(SIGXFSZ))
    #expect(FileStatus("\(playground.path)/big")?.size == 5000)
  }

  @Test func `several commands can run at once without seeing each other`() {
    let playground = Playground()
    let commands = (0..<4).map { index in
      playground.shell("(sleep 1000 &); sleep 0.\(index); echo \(index); exit \(index)")
    }
    let seen = Seen()
    Threads.run(4) { index in
      guard let ended = try? commands[index].run() else { return }
      seen.note("\(index) \(ended.ending) \(ended.output.text) \(ended.leaked)")
    }
    #expect(seen.sorted == (0..<4).map { "\($0) exited(\($0)) \($0)\n 1" })
  }
}

/// What threads saw.
final class Seen: Sendable {
  private let notes = Mutex<[String]>([])
  func note(_ text: String) { notes.withLock { $0.append(text) } }
  var sorted: [String] { notes.withLock { $0.sorted() } }
}
