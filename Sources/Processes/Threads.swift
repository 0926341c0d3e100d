import Glibc

/// Work on threads of its own, so that nothing which blocks holds up Swift's few concurrent ones.
package enum Threads {
  private final class Work: Sendable {
    let index: Int
    let body: @Sendable (Int) -> Void

    init(index: Int, body: @escaping @Sendable (Int) -> Void) {
      self.index = index
      self.body = body
    }
  }

  /// Calls `body` with 0 ..< `count`, each on a thread of its own, and waits for all of them.
  package static func run(_ count: Int, body: @escaping @Sendable (Int) -> Void) {
    if count == 1 { return body(0) }
    let threads = (0..<count).map { start(Work(index: $0, body: body)) }
    for (index, thread) in threads.enumerated() {
      // A thread that could not be started is made up for here.
      guard let thread else {
        body(index)
        continue
      }
      pthread_join(thread, nil)
    }
  }

  private static func start(_ work: Work) -> pthread_t? {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, 16 << 20)
    let retained = Unmanaged.passRetained(work)
    var thread = pthread_t()
    let status = pthread_create(
      &thread, &attributes,
      { argument in
        guard let argument else { return nil }
        let work = Unmanaged<Work>.fromOpaque(argument).takeRetainedValue()
        work.body(work.index)
        return nil
      }, retained.toOpaque())
    if status == 0 { return thread }
    retained.release()
    return nil
  }
}
