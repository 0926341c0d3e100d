import Testing
import Trials

@Suite struct ProbeTests {
  @Test(arguments: [
    ("__tocsin_reach__(3); ", "P; ", true),
    ("(__tocsin_reach__(3) or (", "(P or (", true),
    ("(globalThis.__tocsin_reach__?.(3), (", "(P, (", true),
    ("))(__tocsin_reach__(12) or (__tocsin_reach__(3) or (", "))(0 or (P or (", true),
    ("__tocsin_reach__(33)", "0", false),
    ("))", "))", false),
  ])
  func `a probe takes the place of one reach call`(text: String, planted: String, holds: Bool) {
    let found = Probe.planting("P", at: 3, in: text)
    #expect(found.text == planted)
    #expect(found.holdsProbe == holds)
  }
}
