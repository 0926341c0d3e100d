import CProcess
import Glibc

/// A file without a name that takes what a command prints.
///
/// A file and not a pipe: nobody has to drain it, and no descendant can hold it open against us.
/// As with any log, a script that says `> /dev/stderr` instead of `>&2` empties it.
final class OutputFile: Sendable {
  let descriptor: Int32

  init(folder: String) throws(SystemFailure) {
    let descriptor = tocsin_unnamed_file(folder)
    guard descriptor >= 0 else {
      throw .file(action: "write below", path: folder, code: -descriptor)
    }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  var size: Int {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
  }

  /// Forgets what was printed so far.
  func empty() { _ = ftruncate(descriptor, 0) }

  func read(keeping limit: Int) -> Output {
    let size = size
    guard size > limit else { return Output(head: bytes(0..<size), tail: [], totalBytes: size) }
    let half = limit / 2
    return Output(
      head: bytes(0..<half), tail: bytes((size - (limit - half))..<size), totalBytes: size)
  }

  private func bytes(_ range: Range<Int>) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      while count < range.count {
        let rest = UnsafeMutableBufferPointer(rebasing: buffer[count..<range.count])
        let got = pread(descriptor, rest.baseAddress, rest.count, off_t(range.lowerBound + count))
        if got < 0, errno == EINTR { continue }
        if got <= 0 { break }
        count += got
      }
    }
  }
}
