import Foundation
import Synchronization
import Syntax

/// Work over many files on all cores.
enum Parallel {
  /// The results of `body` for `0..<count`, in order; each call runs on a large stack.
  static func map<Result: Sendable>(
    _ count: Int, workers: Int = ProcessInfo.processInfo.activeProcessorCount,
    _ body: @Sendable (Int) -> Result
  ) -> [Result] {
    guard count > 0 else { return [] }
    let next = Atomic<Int>(0)
    let results = Mutex([Result?](repeating: nil, count: count))
    DispatchQueue.concurrentPerform(iterations: min(workers, count)) { _ in
      LargeStack.run {
        while true {
          let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
          guard index < count else { return }
          let result = body(index)
          results.withLock { $0[index] = result }
        }
      }
    }
    return results.withLock { $0.compactMap { $0 } }
  }
}
