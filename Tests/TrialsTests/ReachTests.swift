import Testing
import Trials

@Suite struct ReachTests {
  private let paths = ["t1": "a", "t2": "a", "t3": "b", "lone": ""]

  @Test func `reach joins tests and files by place`() {
    let lines = """
      ["t1","",1]
      ["t3","",1]
      ["t1","",2]
      ["lone","",3]
      """
    let reach = Reach(Array(lines.utf8), paths: paths)
    #expect(reach.tests == [1: ["t1", "t3"], 2: ["t1"], 3: ["lone"]])
    #expect(reach.chosenFiles(for: 1) == ["a", "b"])
    #expect(reach.chosenFiles(for: 2) == ["a"])
    #expect(reach.chosenFiles(for: 3) == nil)
    #expect(reach.isReached(3))
    #expect(!reach.isReached(4))
  }

  @Test func `reach while a file loads counts for all its tests`() {
    let reach = Reach(Array(#"["","a",5]"#.utf8), paths: paths)
    #expect(reach.tests == [5: ["t1", "t2"]])
    #expect(reach.chosenFiles(for: 5) == ["a"])
  }

  @Test func `reach while code loads for nobody in particular asks for the whole suite`() {
    let reach = Reach(Array("[\"\",\"\",5]\n[\"t1\",\"\",5]\n".utf8), paths: paths)
    #expect(reach.tests == [5: ["t1"]])
    #expect(reach.everywhere == [5])
    #expect(reach.chosenFiles(for: 5) == nil)
    #expect(reach.isReached(5))
  }

  @Test(arguments: [#"["t1","",1"#, #"["t1",1]"#, #"{"a":1}"#, "", #"["t1","","1"]"#])
  func `reach passes over damaged lines`(line: String) {
    #expect(Reach(Array(line.utf8), paths: paths) == Reach())
  }
}
