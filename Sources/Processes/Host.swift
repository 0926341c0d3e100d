import CProcess
import Glibc
import Text

/// A command that stays and answers requests over its descriptor 3, one line of JSON each.
///
/// It says `{"ready":PID}` or `{"refused":REASON}` when it has started. Each request may start one
/// child, and what that child leaves behind becomes the host's own. The answer is
/// `{"refused":REASON}`, or `{"ended":STATUS,"microseconds":N,"kilobytes":N,"left":BOOL}` after the
/// child. `{"reap":true}` asks whether anything is left still; the answer is `{"left":BOOL}`.
///
/// A host that does not fork runs each request itself; it never hears `reap`, and with
/// `"over":REASON` in an answer it says that it must not be asked again.
package struct Host: ~Copyable, Sendable {
  package enum Reply: Sendable {
    case refused(String)
    case ended(Ended)
    /// The host itself has ended, or can no longer be trusted.
    case gone
  }

  private enum Heard {
    case value(JSONValue)
    case silence, end
  }

  /// Why it cannot be asked anything; nil when it can.
  package let refusal: String?
  /// Why it must not be asked again; nil while it may.
  package private(set) var over: String?
  /// Whether a child runs each request; else the host itself does.
  package let forks: Bool
  private let running: Running
  private let line: Int32
  private let process: pid_t
  /// What of its descendants was there before the first request, when it does not fork.
  private var own: Set<pid_t> = []
  private let settleSeconds = 0.1
  private let unkillableSeconds = 10.0
  private var unread: [UInt8] = []

  /// Starts `command` and waits until it is ready or has refused.
  package init(_ command: Command, forks: Bool = true) throws(SystemFailure) {
    self.forks = forks
    var pair: [Int32] = [-1, -1]
    guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &pair) == 0
    else { throw .cannotStart(command: command.text, step: "descriptors", code: errno) }
    defer { close(pair[1]) }
    do {
      running = try command.start(conversation: pair[1], adoptsOrphans: true)
    } catch {
      close(pair[0])
      throw error
    }
    line = pair[0]
    var watch = Watch(limits: command.limits, root: running.keeper)
    close(pair[1])
    pair[1] = -1
    var heard = Heard.silence
    var limit: Limit?
    while case .silence = heard, limit == nil {
      heard = Host.hear(line, &unread, Watch.intervalMilliseconds)
      if case .silence = heard { limit = watch.look(outputBytes: running.output.size) }
    }
    guard case .value(let greeting) = heard, let ready = greeting["ready"]?.int else {
      process = -1
      if case .value(let greeting) = heard {
        refusal = greeting["refused"]?.string ?? "it does not say that it is ready"
      } else {
        refusal = limit.map { "it hit the limit for \($0.rawValue)" } ?? "it ended while loading"
      }
      return
    }
    process = pid_t(ready)
    refusal = nil
    if !forks { own = Set(living.map(\.pid)) }
  }

  deinit { close(line) }

  /// Sends one request, and watches and ends what it starts as if it were a command of its own.
  package mutating func ask(_ request: String, limits: Limits) -> Reply {
    guard refusal == nil, over == nil else { return .gone }
    let reply = answer(to: request, limits: limits)
    if case .gone = reply { over = over ?? "it is gone" }
    return reply
  }

  private mutating func answer(to request: String, limits: Limits) -> Reply {
    running.output.empty()
    var watch = Watch(limits: limits, root: forks ? process : running.keeper)
    guard say(request) else { return .gone }
    guard forks else { return ownAnswer(&watch) }
    var ending: Double?
    while true {
      switch Host.hear(line, &unread, ending == nil ? Watch.intervalMilliseconds : 5) {
      case .end: return .gone
      case .value(let answer):
        if let reason = answer["refused"]?.string { return .refused(reason) }
        guard let status = answer["ended"]?.int else { return .gone }
        var message = tocsin_message()
        message.kind = Int32(tocsin_ended.rawValue)
        message.status = Int32(truncatingIfNeeded: status)
        message.microseconds = Int64(answer["microseconds"]?.int ?? 0)
        message.peak_kilobytes = Int64(answer["kilobytes"]?.int ?? 0)
        if answer["left"]?.bool == true {
          guard let leaked = sweep(limits.graceSeconds) else { return .gone }
          message.leaked = leaked
        }
        return .ended(
          Ended(
            message: message, watch: watch,
            output: running.output.read(keeping: limits.keptBytes), errors: Output()))
      case .silence:
        let now = Watch.now()
        if let ending {
          guard now < ending + unkillableSeconds else { return .gone }
          if now >= ending { signal(SIGKILL) }
        } else if let limit = watch.look(outputBytes: running.output.size) {
          let isHasty = limit == .interruption
          ending = now + (isHasty ? Watch.interruptionGraceSeconds : limits.graceSeconds)
          signal(SIGTERM)
        }
      }
    }
  }

  /// The answer of a host that runs the request itself, which ends with it at a limit.
  private mutating func ownAnswer(_ watch: inout Watch) -> Reply {
    var message = tocsin_message()
    message.kind = Int32(tocsin_ended.rawValue)
    while true {
      switch Host.hear(line, &unread, Watch.intervalMilliseconds) {
      case .end: return .gone
      case .value(let answer):
        over = answer["over"]?.string
        if let reason = answer["refused"]?.string {
          over = reason
          return .refused(reason)
        }
        guard let status = answer["ended"]?.int else { return .gone }
        guard hasSettled else {
          over = "processes outlive the tests"
          return .refused("processes outlive the tests")
        }
        message.status = Int32(truncatingIfNeeded: status)
        message.microseconds = Int64(answer["microseconds"]?.int ?? 0)
        message.peak_kilobytes = Int64(answer["kilobytes"]?.int ?? 0)
      case .silence:
        // Its end is not heard while something that it started holds the line.
        if !isAlive { return .gone }
        guard let limit = watch.look(outputBytes: running.output.size) else { continue }
        over = "it hit the limit for \(limit.rawValue)"
        // How much of it was in use before does not tell what the request would need alone.
        if limit == .memory { return .refused("it hit the limit for memory") }
        running.end(graceSeconds: 0)
        let began = Watch.now()
        while isAlive, Watch.now() < began + unkillableSeconds { usleep(2000) }
        message.status = SIGKILL
      }
      return .ended(
        Ended(
          message: message, watch: watch,
          output: running.output.read(keeping: watch.limits.keptBytes), errors: Output()))
    }
  }

  /// Whether nothing that a request started is left, after as long as a command's own would have.
  private var hasSettled: Bool {
    let began = Watch.now()
    while living.contains(where: { !own.contains($0.pid) }) {
      if Watch.now() > began + settleSeconds { return false }
      usleep(2000)
    }
    return true
  }

  private var isAlive: Bool {
    guard let text = SmallFile.read("/proc/\(process)/stat"),
      let name = text.lastIndex(of: UInt8(ascii: ")")), text.count > name + 2
    else { return false }
    return text[name + 2] != UInt8(ascii: "Z")
  }

  /// Ends what a child left behind; how much that was, or nil when some of it cannot be ended.
  private mutating func sweep(_ graceSeconds: Double) -> Int32? {
    let began = Watch.now()
    var leaked: Int32?
    while true {
      guard say("{\"reap\":true}"), case .value(let answer) = Host.hear(line, &unread, 1000),
        let isLeft = answer["left"]?.bool
      else { return nil }
      if !isLeft { return leaked ?? 0 }
      let seconds = Watch.now() - began - settleSeconds
      if seconds >= 0, leaked == nil { leaked = signal(SIGTERM) }
      if seconds >= graceSeconds { signal(SIGKILL) }
      if seconds >= graceSeconds + unkillableSeconds { return nil }
      usleep(2000)
    }
  }

  /// Sends `signal` to every living descendant of the host; returns how many there are.
  @discardableResult
  private func signal(_ signal: Int32) -> Int32 {
    let living = living
    for var member in living {
      tocsin_signal_member(&member, signal)
      if signal == SIGTERM { tocsin_signal_member(&member, SIGCONT) }
    }
    return Int32(living.count)
  }

  /// Its descendants, but for those that only wait to be taken leave of.
  private var living: [tocsin_member] {
    let capacity = 8192
    let members = UnsafeMutablePointer<tocsin_member>.allocate(capacity: capacity)
    defer { members.deallocate() }
    let count = Int(tocsin_tree(process, members, capacity, nil))
    return UnsafeBufferPointer(start: members, count: max(0, count))
      .filter { $0.state != CChar(UInt8(ascii: "Z")) }
  }

  // MARK: - The conversation

  private func say(_ text: String) -> Bool {
    var bytes = Array((text + "\n").utf8)[...]
    while !bytes.isEmpty {
      let sent = bytes.withUnsafeBytes {
        send(line, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if sent < 0, errno == EINTR { continue }
      guard sent > 0 else { return false }
      bytes.removeFirst(sent)
    }
    return true
  }

  private static func hear(
    _ line: Int32, _ unread: inout [UInt8], _ milliseconds: Int32
  ) -> Heard {
    var chunk = [UInt8](repeating: 0, count: 4096)
    while true {
      if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
        let value = JSONValue(unread[..<end])
        unread.removeFirst(end + 1)
        return value.map(Heard.value) ?? .end
      }
      var descriptor = pollfd(fd: line, events: Int16(POLLIN), revents: 0)
      guard poll(&descriptor, 1, milliseconds) > 0 else { return .silence }
      let count = recv(line, &chunk, chunk.count, 0)
      if count < 0, errno == EINTR { continue }
      guard count > 0, unread.count < 1 << 20 else { return .end }
      unread += chunk[..<count]
    }
  }
}
