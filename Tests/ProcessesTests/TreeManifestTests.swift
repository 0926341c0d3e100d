import Processes
import Testing

@Suite struct `Tree manifests` {
  @Test(arguments: [
    ("true", []),
    ("cat a > /dev/null", []),
    ("printf 2 > a", ["a: content"]),
    ("printf 2 > a; touch -d @1000 a", ["a: content"]),
    ("printf 123 > a", ["a: content"]),
    ("chmod 600 a", ["a: mode"]),
    ("touch a", ["a: time"]),
    ("cp -p a b; mv b a", [": time", "a: identity"]),
    ("ln a b", [": time", "a: identity", "b: added"]),
    ("rm a", [": time", "a: removed"]),
    ("rm a; mkdir a; touch -d @1000 .", ["a: kind"]),
    ("ln -sfn elsewhere link; touch -d @1000 .", ["link: content"]),
    ("chmod 700 folder", ["folder: mode"]),
    ("touch folder/new; touch -d @1000 folder", ["folder/new: added"]),
  ]) func `a manifest notices what differs and nothing else`(
    script: String, differences: [String]
  ) throws {
    let playground = Playground()
    try playground.does(
      """
      mkdir tree && cd tree && printf 1 > a && mkdir -m 755 folder && ln -s target link
      touch -h -d @1000 a folder link .; chmod 644 a
      """)
    let root = "\(playground.path)/tree"
    let before = try TreeManifest(of: root)
    try playground.does("cd tree && \(script)")
    #expect(
      try TreeManifest(of: root).difference(from: before).map(\.description) == differences)
  }

  @Test func `a path that is left out of a manifest may change`() throws {
    let playground = Playground()
    try playground.does("mkdir -p tree/report; touch -d @1000 tree")
    let root = "\(playground.path)/tree"
    let before = try TreeManifest(of: root, without: ["report"])
    try playground.does("touch tree/report/index.html")
    #expect(try TreeManifest(of: root, without: ["report"]).difference(from: before) == [])
  }

  @Test func `content hashes depend on every byte and on the length`() {
    let bytes = (0..<40).map { UInt8($0) }
    var inputs = [bytes]
    for place in bytes.indices {
      inputs.append(Array(bytes[..<place]))
      inputs.append(bytes)
      inputs[inputs.count - 1][place] ^= 0x80
    }
    let alike = Dictionary(grouping: inputs, by: ContentHash.of).values.filter { $0.count > 1 }
    #expect(alike == [])
  }
}
