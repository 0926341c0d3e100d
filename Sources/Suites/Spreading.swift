import Synchronization

/// How work over many files is spread: over threads, or one file after another.
package struct Spreading: Sendable {
  /// Hands every number below the first argument to the second, in parts of any size.
  private let each: @Sendable (_ count: Int, _ body: @Sendable (Range<Int>) -> Void) -> Void

  package init(
    _ each: @escaping @Sendable (_ count: Int, _ body: @Sendable (Range<Int>) -> Void) -> Void
  ) {
    self.each = each
  }

  /// The results of `body` for `0..<count`, in order.
  func map<Result: Sendable>(
    _ count: Int, _ body: @Sendable (Int) -> Result
  ) -> [Result] {
    let results = Mutex([Result?](repeating: nil, count: count))
    each(count) { numbers in
      for number in numbers {
        let result = body(number)
        results.withLock { $0[number] = result }
      }
    }
    return results.withLock { $0.compactMap { $0 } }
  }
}
