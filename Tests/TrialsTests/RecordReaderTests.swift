import Testing
import Trials

@Suite struct RecordReaderTests {
  private let lines = """
    {"record": "test", "id": "a", "path": "t.py", "titles": ["T", "a"], "line": 3, "status": "passed", "ms": 1.5}
    {"record": "test", "id": "b", "path": "t.py", "titles": ["b"], "line": 0, "status": "failed", "assertion": true, "message": "1 != 2", "ms": 2}
    {"record": "trouble", "path": "u.py", "stage": "load", "message": "ImportError"}
    {"record": "test", "id": "a", "path": "t.py", "titles": ["T", "a"], "line": 3, "status": "errored", "assertion": false, "message": "teardown", "ms": 1}
    {"record": "finish", "exit": 1}

    """

  @Test func `records of one test are joined to its worst result`() {
    let reading = RecordReader.read(Array(lines.utf8))
    #expect(
      reading.results == [
        TestResult(
          id: "a", path: "t.py", titles: ["T", "a"], line: 3, status: .errored,
          message: "teardown", milliseconds: 2.5),
        TestResult(
          id: "b", path: "t.py", titles: ["b"], status: .failed, isAssertionFailure: true,
          message: "1 != 2", milliseconds: 2),
      ])
    #expect(
      reading.troubles == [FileTrouble(path: "u.py", stage: .load, message: "ImportError")])
    #expect(reading.isComplete)
  }

  @Test func `records cut at any byte never invent and are complete only with their end`() {
    let bytes = Array(lines.utf8)
    let whole = RecordReader.read(bytes)
    for cut in 0..<bytes.count {
      let reading = RecordReader.read(Array(bytes[..<cut]))
      #expect(reading.isComplete == (cut >= bytes.count - 1), "cut at \(cut)")
      for result in reading.results {
        #expect(whole.results.contains { $0.id == result.id && $0.titles == result.titles })
      }
    }
  }

  @Test(arguments: [
    #"{"record":"test","status":"passed"}"#, #"{"record":"test","id":"a","status":"fine"}"#,
    #"{"record":"test","id":1,"status":"passed"}"#, "[]", "garbage", #"{"record":"other"}"#,
  ])
  func `records that are damaged are passed over`(line: String) {
    #expect(RecordReader.read(Array(line.utf8)) == .nothing)
  }

  @Test func `records of skipped tests are no assertion failures and messages are cut`() {
    let long = String(repeating: "é", count: 3000)
    let line =
      #"{"record":"test","id":"a","titles":[],"status":"skipped","assertion":true,"message":""#
      + long + #"","line":-5,"ms":-1}"#
    let result = RecordReader.read(Array(line.utf8)).results
    #expect(
      result == [
        TestResult(
          id: "a", titles: [], status: .skipped, message: String(repeating: "é", count: 1000))
      ])
  }
}
