import Testing
import Trials

@Suite struct TAPReaderTests {
  private func read(_ text: String) -> RunReading { TAPReader.read(Array(text.utf8)) }

  private func summary(_ reading: RunReading) -> [String] {
    reading.results.map { test in
      "\(test.titles.joined(separator: " > ")) \(test.status.rawValue)"
        + (test.isAssertionFailure ? " by assertion" : "")
    }
  }

  @Test func `TAP of tape groups its assertions by comment`() {
    let reading = read(
      """
      TAP version 13
      # adds
      ok 1 should be strictly equal
      ok 2 should be truthy
      # multiplies
      ok 3 should be strictly equal
      not ok 4 should be strictly equal
        ---
          operator: equal
          expected: 7
          actual:   6
          at: Test.<anonymous> (/app/test.js:9:5)
        ...
      # SKIP later
      # throws
      not ok 5 TypeError: x is not a function
        ---
          operator: error
        ...

      1..5
      # tests 5
      # pass  3
      # fail  2

      """)
    #expect(
      summary(reading) == ["adds passed", "multiplies failed by assertion", "throws failed"])
    #expect(reading.isComplete)
  }

  @Test func `TAP of node counts nested tests and no suites`() {
    let reading = read(
      """
      TAP version 13
      # Subtest: top
      ok 1 - top
        ---
        duration_ms: 2.7
        ...
      # Subtest: suite
          # Subtest: one
          not ok 1 - one
            ---
            failureType: 'testCodeFailure'
            code: 'ERR_ASSERTION'
            ...
          # Subtest: two
          ok 2 - two # SKIP
          1..2
      not ok 2 - suite
        ---
        failureType: 'subtestsFailed'
        ...
      1..2
      # tests 3
      """)
    #expect(
      summary(reading) == ["top passed", "suite > one failed by assertion", "suite > two skipped"])
    #expect(reading.isComplete)
  }

  @Test func `TAP of node-tap counts subtests and not their assertions`() {
    let reading = read(
      """
      TAP version 13
      # Subtest: test/a.js
          # Subtest: adds
              ok 1 - sum
              ok 2 - should be equal
              1..2
          ok 1 - adds # time=3.1ms
          # Subtest: fails
              not ok 1 - sum
              1..1
          not ok 2 - fails # time=3.1ms
          1..2
      not ok 1 - test/a.js # time=200ms
      1..1
      """)
    #expect(
      summary(reading) == ["test/a.js > adds passed", "test/a.js > fails failed by assertion"])
  }

  @Test func `TAP version 14 with its comment inside the block is read alike`() {
    let reading = read(
      """
      TAP version 14
      1..1
          # Subtest: outer
          ok 1 - an assertion
          1..1
      ok 1 - outer
      """)
    #expect(summary(reading) == ["outer passed"])
    #expect(reading.isComplete)
  }

  @Test func `TAP without comments takes each point as a test`() {
    let reading = read("1..4\nok 1 - a\nnot ok 2 - b # TODO not yet\nok 3 c\\#d # skip why\nok\n")
    #expect(summary(reading) == ["a passed", "b skipped", "c\\#d skipped", " passed"])
    #expect(reading.isComplete)
  }

  @Test(arguments: ["1..3\nok 1 - a\nok 2 - b\n", "ok 1 - a\n", "1..1\nok 1 - a\nBail out! no\n"])
  func `TAP whose plan is not kept is not complete`(text: String) {
    #expect(!read(text).isComplete)
  }

  @Test func `TAP is recognised among other output`() {
    #expect(TAPReader.recognises(Array("hello\nTAP version 13\n".utf8)))
    #expect(TAPReader.recognises(Array("ok 1\n".utf8)))
    #expect(!TAPReader.recognises(Array("okay\nnotok 1\n".utf8)))
  }
}
