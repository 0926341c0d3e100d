import CProcess
import Glibc

/// Ctrl-C and its relatives: the first ends running commands in order, the second ends the tool.
package enum Interruption {
  /// Handles SIGINT, SIGTERM and SIGHUP from now on.
  ///
  /// After the first of them the tool has `cleanUpSeconds` to leave by itself.
  package static func watch(cleanUpSeconds: Int = 5) {
    tocsin_watch_interruption(UInt32(clamping: cleanUpSeconds))
  }

  /// The signal that came first; nil when none did.
  package static var signal: Int32? {
    let signal = tocsin_interruption()
    return signal == 0 ? nil : signal
  }

  /// What the tool should exit with after an interruption: 130 for SIGINT, 143 for SIGTERM.
  package static var exitCode: Int32? { signal.map { 128 + $0 } }
}

/// The tool's own use of memory.
package enum OwnMemory {
  /// The largest resident size so far.
  package static var peakBytes: Int {
    var usage = rusage()
    getrusage(RUSAGE_SELF.rawValue, &usage)
    return usage.ru_maxrss << 10
  }
}
