import Foundation
import Synchronization

/// Work that blocks, on threads of its own, so that the number of processors sets no limit.
enum Threads {
  /// The results of `body` for 0 up to `count`, in order, all made at the same time.
  static func map<Value: Sendable>(
    _ count: Int, _ body: @escaping @Sendable (Int) -> Value
  ) -> [Value] {
    let store = Store<Value>()
    let group = DispatchGroup()
    for index in 0..<count {
      group.enter()
      let thread = Thread {
        let value = body(index)
        store.values.withLock { $0[index] = value }
        group.leave()
      }
      thread.stackSize = 8 << 20
      thread.start()
    }
    group.wait()
    return store.values.withLock { values in (0..<count).compactMap { values[$0] } }
  }

  private final class Store<Value: Sendable>: Sendable {
    let values = Mutex<[Int: Value]>([:])
  }
}
