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
  private var earlierTicks: UInt64 = 0
  private let members: UnsafeMutablePointer<tocsin_member>

  /// What `root` and its descendants had used before does not count.
  init(limits: Limits, root: pid_t) {
    self.limits = limits
    self.root = root
    began = Self.now()
    last = began
    members = .allocate(capacity: Self.capacity)
    earlierTicks = ticks().sum
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

  /// The processor time of what is below the root, and how many that are.
  private func ticks() -> (sum: UInt64, count: Int) {
    var own = tocsin_member()
    let count = max(0, Int(tocsin_tree(root, members, Self.capacity, &own)))
    let rows = UnsafeBufferPointer(start: members, count: count)
    return (rows.reduce(own.waited_cpu_ticks) { $0 + $1.cpu_ticks }, count)
  }

  private func treeUsage() -> Usage {
    var usage = Usage()
    let (ticks, count) = ticks()
    guard count > 0 else { return usage }
    for member in UnsafeBufferPointer(start: members, count: count) {
      usage.residentBytes += Int(member.resident_bytes)
      if member.state != CChar(UInt8(ascii: "Z")) { usage.processes += 1 }
    }
    let used = ticks - min(ticks, earlierTicks)
    usage.cpuSeconds = Double(used) / Double(sysconf(Int32(_SC_CLK_TCK)))
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
