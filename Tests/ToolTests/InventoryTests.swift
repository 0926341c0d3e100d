import Foundation
import Testing
import Text
import Tool

/// A tree of files in a folder of its own, removed at the end.
final class TemporaryTree: Sendable {
  let root: String

  init(_ files: [String: String]) throws {
    root = NSTemporaryDirectory() + "tocsin-tests-" + UUID().uuidString
    for (path, text) in files { try add(path, text) }
  }

  func add(_ path: String, _ text: String) throws {
    let url = URL(fileURLWithPath: root + "/" + path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }
}

@Suite struct InventoryTests {
  func walk(_ tree: TemporaryTree, exclude: [String] = []) -> Inventory {
    Inventory.walk(tree.root, extensions: ["py", "js"], exclude: exclude.map { Glob($0) })
  }

  @Test func `files with known extensions are found in order, others are not`() throws {
    let tree = try TemporaryTree(["b.py": "", "a/c.js": "", "a/b.txt": "", "A.py": ""])
    #expect(walk(tree).files == ["A.py", "a/c.js", "b.py"])
    #expect(walk(tree).skipped.isEmpty)
  }

  @Test func `ignore files hold below their folder and hidden folders are not entered`() throws {
    let tree = try TemporaryTree([
      ".gitignore": "gen/\n*.tmp.py\n", "gen/a.py": "", "x.tmp.py": "", "sub/.gitignore": "/own.py",
      "sub/own.py": "", "sub/deep/own.py": "", ".hidden/a.py": "",
    ])
    #expect(walk(tree).files == ["sub/deep/own.py"])
  }

  @Test func `foreign code is left out and listed with its reason`() throws {
    let tree = try TemporaryTree([
      "node_modules/x/index.js": "", "vendor/y.py": "", "env/pyvenv.cfg": "", "env/lib/z.py": "",
      "app.min.js": "", "app.js": "", "old/app.js": "",
    ])
    let found = walk(tree, exclude: ["old/**"])
    #expect(found.files == ["app.js"])
    #expect(
      found.skipped == [
        .init(path: "app.min.js", reason: "minified"),
        .init(path: "env", reason: "virtual environment"),
        .init(path: "node_modules", reason: "dependencies"),
        .init(path: "old/app.js", reason: "excluded"),
        .init(path: "vendor", reason: "vendored"),
      ])
  }

  @Test func `links and pipes are listed and neither followed nor opened`() throws {
    let tree = try TemporaryTree(["a.py": ""])
    try FileManager.default.createSymbolicLink(
      atPath: tree.root + "/loop", withDestinationPath: ".")
    try FileManager.default.createSymbolicLink(
      atPath: tree.root + "/l.py", withDestinationPath: "/etc/passwd")
    #expect(mkfifo(tree.root + "/pipe.py", 0o600) == 0)
    let found = walk(tree)
    #expect(found.files == ["a.py"])
    #expect(
      found.skipped == [
        .init(path: "l.py", reason: "symbolic link"),
        .init(path: "pipe.py", reason: "not a regular file"),
      ])
    #expect(Bytes.read(tree.root + "/l.py", most: 1 << 20) == nil)
    #expect(Bytes.read(tree.root + "/pipe.py", most: 1 << 20) == nil)
  }

  @Test func `a file larger than allowed is not read`() throws {
    let tree = try TemporaryTree(["a.py": "12345"])
    #expect(Bytes.read(tree.root + "/a.py", most: 5) == Array("12345".utf8))
    #expect(Bytes.read(tree.root + "/a.py", most: 4) == nil)
    #expect(Bytes.read(tree.root + "/missing.py", most: 4) == nil)
  }
}
