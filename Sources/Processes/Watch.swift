import CProcess
import Glibc

/// Looks at a running command at short intervals and says when a limit is exceeded.
struct Watch: ~Copyable {
  static let intervalMilliseconds: Int32 = 80
  static let interruptionGraceSeconds = 0.5

  /// A longer pause between two looks means that the tool itself was stopped or the machine slept.
  private static let longestStepSeconds = 5.0
  private static let capacity = 8192

  let limits: Limits
  /// Its descendants are watched.
  let root: pid_t
  private(set) var limit: Limit?
  private(set) var peak = Usage()
  private let began: Double
  private var last: Double
  /// Seconds that were slept through and do not count.
  private var absent = 0.0
  /// What children that the root had waited for before had used.
  private var earlierTicks: UInt64 = 0
  private let members: UnsafeMutablePointer<tocsin_member>

  init(limits: Limits, root: pid_t, earlierTicks: UInt64 = 0) {
    self.limits = limits
    self.root = root
    self.earlierTicks = earlierTicks
    began = Self.now()
    last = began
    members = .allocate(capacity: Self.capacity)
  }

  deinit { members.deallocate() }

  var wallSeconds: Double { Self.now() - began - absent }

  /// The limit that was exceeded, the first time that one is.
  mutating func look(outputBytes: Int) -> Limit? {
    let now = Self.now()
    absent += max(0, now - last - Self.longestStepSeconds)
    last = now
    guard limit == nil else { return nil }
    if tocsin_interruption() != 0 {
      limit = .interruption
      return limit
    }
    var usage = treeUsage()
    usage.outputBytes = outputBytes
    usage.wallSeconds = now - began - absent
    peak.residentBytes = max(peak.residentBytes, usage.residentBytes)
    peak.processes = max(peak.processes, usage.processes)
    limit = limits.exceeded(by: usage)
    return limit
  }

  private func treeUsage() -> Usage {
    var usage = Usage()
    var own = tocsin_member()
    let count = Int(tocsin_tree(root, members, Self.capacity, &own))
    guard count > 0 else { return usage }
    var ticks = own.waited_cpu_ticks - min(own.waited_cpu_ticks, earlierTicks)
    for member in UnsafeBufferPointer(start: members, count: count) {
      ticks += member.cpu_ticks
      usage.residentBytes += Int(member.resident_bytes)
      if member.state != CChar(UInt8(ascii: "Z")) { usage.processes += 1 }
    }
    usage.cpuSeconds = Double(ticks) / Double(sysconf(Int32(_SC_CLK_TCK)))
    if usage.residentBytes > limits.memoryBytes {
      // Pages that forked processes share were counted once for each of them. Measured twice,
      // since the share of the others grows while some of them end.
      let rows = UnsafeBufferPointer(start: members, count: count)
      usage.residentBytes = min(ProportionalSize.sum(rows), ProportionalSize.sum(rows))
    }
    return usage
  }

  static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

/// Resident memory in which each shared page counts once in all.
enum ProportionalSize {
  static func sum(_ members: UnsafeBufferPointer<tocsin_member>) -> Int {
    members.reduce(0) { $0 + (bytes(of: $1.pid) ?? residentBytes(of: $1.pid)) }
  }

  /// For a kernel that does not tell shares; 0 for a process that has ended meanwhile.
  private static func residentBytes(of process: pid_t) -> Int {
    let fields = SmallFile.read("/proc/\(process)/statm")?.split(separator: UInt8(ascii: " ")) ?? []
    guard fields.count > 1, let pages = Int(String(decoding: fields[1], as: UTF8.self)) else {
      return 0
    }
    return pages * sysconf(Int32(_SC_PAGESIZE))
  }

  private static func bytes(of process: pid_t) -> Int? {
    guard let text = SmallFile.read("/proc/\(process)/smaps_rollup") else { return nil }
    for line in text.split(separator: UInt8(ascii: "\n")) where line.starts(with: "Pss:".utf8) {
      let digits = line.drop { !isDigit($0) }.prefix(while: isDigit)
      return Int(String(decoding: digits, as: UTF8.self)).map { $0 << 10 }
    }
    return nil
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
