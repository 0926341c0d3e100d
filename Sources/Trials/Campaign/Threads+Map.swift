import Processes
import Synchronization

extension Threads {
  /// The results of `body` for 0 up to `count`, in order, all made at the same time.
  static func map<Value: Sendable>(
    _ count: Int, _ body: @escaping @Sendable (Int) -> Value
  ) -> [Value] {
    let store = Store<Value>()
    run(count) { index in
      let value = body(index)
      store.values.withLock { $0[index] = value }
    }
    return store.values.withLock { values in (0..<count).compactMap { values[$0] } }
  }

  private final class Store<Value: Sendable>: Sendable {
    let values = Mutex<[Int: Value]>([:])
  }
}
