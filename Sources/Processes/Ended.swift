import CProcess
import Glibc

/// How a command ended; by then, nothing of it is running any more.
package struct Ended: Sendable, Equatable {
  package enum Ending: Sendable, Equatable {
    case exited(Int32)
    case signalled(Int32)
  }

  /// How the main process ended.
  package var ending: Ending
  /// Why the command was ended early; nil when it ended by itself.
  package var limit: Limit?
  package var wallMilliseconds: Int
  package var cpuMilliseconds: Int
  /// The largest sum of resident memory that was seen.
  package var peakBytes: Int
  /// Descendants that outlived the main process, or SIGTERM, and had to be swept.
  package var leaked: Int
  /// Processes that even SIGKILL did not end, such as those in a dead network file system.
  package var survivors: Int
  /// Standard output, with standard error in it unless the command keeps them apart.
  package var output: Output
  package var errors: Output

  /// Whether the command ended by itself with exit code 0.
  package var succeeded: Bool { ending == .exited(0) && limit == nil }

  init(message: tocsin_message, watch: borrowing Watch, output: Output, errors: Output) {
    let status = message.status
    let signal = status & 0x7f
    ending = signal == 0 ? .exited((status >> 8) & 0xff) : .signalled(signal)
    limit = watch.limit
    // One process alone used up the limit and was ended by the kernel between two looks.
    if limit == nil, signal == SIGXCPU { limit = .cpu }
    wallMilliseconds = Int(watch.wallSeconds * 1000)
    cpuMilliseconds = Int(message.microseconds / 1000)
    peakBytes = max(watch.peak.residentBytes, Int(message.peak_kilobytes) << 10)
    leaked = Int(message.leaked)
    survivors = Int(message.survivors)
    self.output = output
    self.errors = errors
  }
}

/// What a command printed: all of it, or its head and its tail.
package struct Output: Sendable, Equatable {
  package private(set) var head: [UInt8] = []
  /// Empty when `head` is everything.
  package private(set) var tail: [UInt8] = []
  package private(set) var totalBytes = 0

  init() {}

  init(head: [UInt8], tail: [UInt8], totalBytes: Int) {
    self.head = head
    self.tail = tail
    self.totalBytes = totalBytes
  }

  package var omittedBytes: Int { totalBytes - head.count - tail.count }

  /// Everything that was kept, with one line in place of what was not.
  package var bytes: [UInt8] {
    guard omittedBytes > 0 else { return head + tail }
    return head + Array("\n[\(omittedBytes) bytes omitted]\n".utf8) + tail
  }

  /// As `bytes`; what is not UTF-8 becomes U+FFFD.
  package var text: String { String(decoding: bytes, as: UTF8.self) }
}
