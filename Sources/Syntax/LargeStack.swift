import Glibc

/// Runs recursive work where the stack cannot run out.
///
/// A parser frame in a debug build takes up to 6 KiB per level of nesting; the stack is reserved,
/// not committed, so an ordinary file costs a few pages.
public enum LargeStack {
  /// Bytes of stack that `run` promises.
  public static let size = 1 << 30

  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key, nil)
    return key
  }()

  private final class Work {
    let body: () -> Void
    init(_ body: @escaping () -> Void) { self.body = body }
  }

  /// Calls `body` on a thread with `size` bytes of stack, on this one if it is such a thread.
  public static func run<Result>(_ body: () -> Result) -> Result {
    if pthread_getspecific(key) != nil { return body() }
    var result: Result?
    withoutActuallyEscaping({ result = body() }) { escaping in
      let work = Unmanaged.passRetained(Work(escaping))
      var attributes = pthread_attr_t()
      pthread_attr_init(&attributes)
      pthread_attr_setstacksize(&attributes, size)
      var thread = pthread_t()
      let status = pthread_create(
        &thread, &attributes,
        { argument in
          pthread_setspecific(LargeStack.key, UnsafeMutableRawPointer(bitPattern: 1))
          guard let argument else { return nil }
          Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body()
          return nil
        }, work.toOpaque())
      precondition(status == 0, "cannot start a thread with a large stack: error \(status)")
      pthread_join(thread, nil)
      pthread_attr_destroy(&attributes)
    }
    guard let result else { preconditionFailure("the thread ended without a result") }
    return result
  }
}
