import Text
import Trials

/// What of ours is compiled into the copies, or runs beside the command.
enum SwiftSupport {
  /// Runs a command with its build folder before it, and the tests of XCTest by themselves.
  ///
  /// `swift test` reads what they print through two pipes and passes it on in pieces of 4 KiB: their
  /// errors come to stand inside lines of results, and a piece that ends inside a character is lost.
  /// - Source: `TestRunner` in `SwiftTestCommand.swift` of the package manager
  static let direct = SupportFile(
    path: "tocsin_swift_test.sh",
    text: """
      folder=$1
      shift
      "$@" --disable-xctest
      code=$?
      # Without an event of the other library nothing was built.
      [ $code -eq 0 ] || [ -s "$TOCSIN_RESULTS" ] || exit $code
      for program in "$folder"/*/*.xctest; do
        if [ -f "$program" ]; then
          NO_COLOR=1 "$program"
        else
          "$@" --skip-build --disable-swift-testing
        fi
        end=$?
        [ $end -eq 0 ] || code=1
        [ $end -le 128 ] || echo "the test program ended by unexpected signal $((end - 128))"
      done
      exit $code

      """)

  /// Stands at the end of a woven file; each place is noted once.
  static let reach = """

    #if canImport(Glibc)
    import Glibc
    #elseif canImport(Musl)
    import Musl
    #elseif canImport(Darwin)
    import Darwin
    #endif
    nonisolated(unsafe) private let __tocsin_passed__ =
      UnsafeMutablePointer<UInt8>.allocate(capacity: 1 << 20)
    private let __tocsin_ready__: Bool = {
      __tocsin_passed__.initialize(repeating: 0, count: 1 << 20)
      return true
    }()
    @discardableResult private func \(Toolchain.reachFunction)(_ site: Int) -> Bool {
      guard __tocsin_ready__, __tocsin_passed__[site] == 0 else { return false }
      __tocsin_passed__[site] = 1
      guard let path = getenv("TOCSIN_REACH"), let file = fopen(path, "a") else { return false }
      fputs("[\\"\\",\\"\\",\\(site)]\\n", file)
      fclose(file)
      return false
    }

    """

  /// A test that fails, in the library that the file uses; what holds no tests does not build.
  static func breakage(of path: String, _ bytes: [UInt8]) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    let isTest = path.split(separator: "/").dropLast().contains { $0.hasSuffix("Tests") }
    if isTest, text.contains("import Testing") {
      return "@Suite private struct TocsinBreak { @Test func breaks() { "
        + "Issue.record(\"tocsin break control\") } }; "
    }
    if isTest, text.contains("import XCTest") {
      var hash = StableHash()
      hash.combine(field: path)
      return "import XCTest; final class TocsinBreak_\(hash.text): XCTestCase { "
        + "func testBreak() { XCTFail(\"tocsin break control\") } }; "
    }
    return SwiftRunners.breakSource
  }
}
