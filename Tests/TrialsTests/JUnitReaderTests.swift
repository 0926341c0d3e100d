import Testing
import Trials

@Suite struct JUnitReaderTests {
  private func read(_ text: String) -> RunReading { JUnitReader.read(Array(text.utf8)) }

  private func summary(_ reading: RunReading) -> [String] {
    reading.results.map { test in
      "\(test.id) \(test.status.rawValue)" + (test.isAssertionFailure ? " by assertion" : "")
    }
  }

  @Test func `JUnit of pytest names tests by class and keeps parameters`() {
    let reading = read(
      """
      <?xml version="1.0" encoding="utf-8"?><testsuites name="pytest tests"><testsuite name="pytest" errors="1" failures="1" skipped="1" tests="4" time="0.1">
      <testcase classname="tests.test_cart.TestCart" name="test_p[1-2]" time="0.001" />
      <testcase classname="tests.test_cart" name="test_fail" time="0.002"><failure message="assert 1 == 2">def test_fail(): E assert 1 == 2</failure></testcase>
      <testcase classname="tests.test_cart" name="test_crash" time="0.002"><failure message="TypeError: bad">E TypeError: bad</failure></testcase>
      <testcase classname="tests.test_cart" name="test_skip" time="0"><skipped type="pytest.skip" message="no">x</skipped></testcase>
      </testsuite></testsuites>
      """)
    #expect(
      summary(reading) == [
        "::tests.test_cart.TestCart > test_p[1-2] passed",
        "::tests.test_cart > test_fail failed by assertion",
        "::tests.test_cart > test_crash failed", "::tests.test_cart > test_skip skipped",
      ])
    #expect(reading.isComplete)
    #expect(reading.results.map(\.milliseconds) == [1, 2, 2, 0])
  }

  @Test func `JUnit of node survives raw escapes and cases outside of suites`() {
    let reading = read(
      """
      <?xml version="1.0" encoding="utf-8"?>
      <testsuites>
      \t<testcase name="top" time="0.000935" classname="test"/>
      \t<testsuite name="max" time="0.001805" disabled="0" errors="0" tests="3" failures="1" skipped="2" hostname="vm">
      \t\t<testcase name="fails" time="0.0011" classname="test" failure="2 !== 1"><failure type="testCodeFailure" message="2 !== 1">[Error [ERR_TEST_FAILURE]: \u{1b}[31m2 !== 1 { code: 'ERR_ASSERTION' }]</failure></testcase>
      \t\t<testcase name="skipped" time="0.0001" classname="test"><skipped type="skipped" message="true"/></testcase>
      \t</testsuite>
      \t<!-- tests 3 -->
      </testsuites>
      """)
    #expect(
      summary(reading) == [
        "::top passed", "::max > fails failed by assertion", "::max > skipped skipped",
      ])
    #expect(reading.isComplete)
  }

  @Test func `JUnit of Surefire counts a rerun once and a flaky failure as passed`() {
    let reading = read(
      """
      <testsuite name="com.x.ATest" tests="6" time="1,234.5">
        <testcase name="a" classname="com.x.ATest" time="1,234.5"><flakyFailure message="once"/></testcase>
        <testcase name="b" classname="com.x.ATest" time="75.350s"><failure type="java.lang.AssertionError" message="expected: 1"/><rerunFailure type="java.lang.AssertionError"/></testcase>
        <testcase name="c" classname="com.x.ATest" time="NaN"><error type="java.lang.NullPointerException">at x</error></testcase>
        <testcase name="d" classname="com.x.ATest" time="-1"><failure type="java.lang.IllegalStateException" message="bad"/></testcase>
      </testsuite>
      """)
    #expect(
      summary(reading) == [
        "::com.x.ATest > a passed", "::com.x.ATest > b failed by assertion",
        "::com.x.ATest > c errored", "::com.x.ATest > d failed",
      ])
    #expect(reading.results.map(\.milliseconds) == [1_234_500, 75350, 0, 0])
  }

  @Test func `JUnit of PHPUnit takes the file from the case or the suite around it`() {
    let reading = JUnitReader.read(
      Array(
        """
        <testsuites><testsuite name=""><testsuite name="CartTest" file="/app/tests/CartTest.php">
        <testcase name="testA" class="CartTest" classname="CartTest" file="/app/tests/CartTest.php" line="12" assertions="1" time="0.1"/>
        <testsuite name="CartTest::testB"><testcase name="testB with data set #0" classname="CartTest" line="x"/></testsuite>
        </testsuite></testsuite></testsuites>
        """.utf8), relative: { $0.hasPrefix("/app/") ? String($0.dropFirst(5)) : $0 })
    #expect(
      summary(reading) == [
        "tests/CartTest.php::CartTest > testA passed",
        "tests/CartTest.php::CartTest > CartTest::testB > CartTest > testB with data set #0 passed",
      ])
    #expect(reading.results.map(\.line) == [12, 0])
    #expect(reading.results.map(\.path) == ["tests/CartTest.php", "tests/CartTest.php"])
  }

  @Test func `JUnit believes test cases and no totals, and numbers repeated names`() {
    let reading = read(
      """
      <testsuite tests="99" failures="7"><testcase name="a"/><testcase name="a"><failure/></testcase>
      <testcase/><testcase name="b"><error/><failure/></testcase><other><thing/></other></testsuite>
      """)
    #expect(
      summary(reading) == [
        "::a passed", "::a #2 failed by assertion", ":: passed", "::b errored",
      ])
  }

  @Test func `JUnit replaces predefined and numeric entities and keeps unknown ones`() {
    let reading = read(
      "<testsuite><testcase name='&lt;&amp;&#65;&#x1F600;&quot;&apos;&foo;&#xD800;&'/></testsuite>")
    #expect(reading.results.map(\.titles) == [["<&A😀\"'&foo;\u{fffd}&"]])
  }

  @Test(arguments: [
    "<!DOCTYPE x [<!ENTITY a 'b'>]><testsuite><testcase name='a'/></testsuite>",
    "<!-- \(String(repeating: "x", count: 5000)) --><!DOCTYPE x><testsuite><testcase/></testsuite>",
    "<?xml version='1.0'?>\n<!doctype x SYSTEM 'file:///etc/passwd'><testsuite/>",
  ])
  func `JUnit with a document type is refused`(text: String) {
    #expect(read(text) == .nothing)
  }

  @Test(arguments: ["", "plain text", "{\"a\":1}", "<html><body/></html>", "<testsuite"])
  func `JUnit that is none gives nothing and is not complete`(text: String) {
    let reading = read(text)
    #expect(reading.results == [])
    #expect(!reading.isComplete)
  }

  @Test func `JUnit is read in UTF-16, in Latin-1 and behind a byte order mark`() {
    let text = "<testsuite><testcase name=\"é\"/></testsuite>"
    let units = Array(text.utf16)
    let low = { (unit: UInt16) in UInt8(unit & 0xff) }
    let high = { (unit: UInt16) in UInt8(unit >> 8) }
    let bare: [UInt8] = units.flatMap { [low($0), high($0)] }
    let little: [UInt8] = [0xff, 0xfe] + bare
    let big: [UInt8] = [0xfe, 0xff] + units.flatMap { [high($0), low($0)] }
    let latin =
      Array("<?xml version='1.0' encoding='ISO-8859-1'?>".utf8)
      + text.unicodeScalars.map { UInt8($0.value) }
    for bytes in [little, big, bare, latin, [0xef, 0xbb, 0xbf] + Array(text.utf8)] {
      #expect(JUnitReader.read(bytes).results.map(\.titles) == [["é"]])
    }
  }

  @Test func `JUnit cut at any byte keeps every case before the cut`() {
    let text = """
      <?xml version="1.0"?><testsuites><testsuite name="s"><!-- c --><testcase name="a" time="1"/>
      <testcase name="b"><failure message="m &amp; n"><![CDATA[x < y]]></failure></testcase>
      <testcase name="c"></testcase></testsuite></testsuites>
      """
    let bytes = Array(text.utf8)
    let whole = JUnitReader.read(bytes)
    #expect(whole.results.map(\.id) == ["::s > a", "::s > b", "::s > c"])
    var known = 0
    for cut in 0..<bytes.count {
      let reading = JUnitReader.read(Array(bytes[..<cut]))
      #expect(!reading.isComplete, "cut at \(cut)")
      #expect(reading.results == Array(whole.results.prefix(reading.results.count)))
      #expect(reading.results.count >= known)
      known = reading.results.count
    }
    #expect(known == 3)
  }

  @Test func `JUnit nested without end and with many attributes stays bounded`() {
    let deep = String(repeating: "<testsuite name='x'>", count: 20_000) + "<testcase name='a'/>"
    let reading = read(deep)
    let titles: [String] = Array(repeating: "x", count: 1000) + ["a"]
    #expect(reading.results.map(\.titles) == [titles])
    let wide = (0..<5000).map { "a\($0)='1'" }.joined(separator: " ")
    #expect(
      read("<testsuite><testcase \(wide) name='late'/></testsuite>").results.count == 1
    )
  }
}
