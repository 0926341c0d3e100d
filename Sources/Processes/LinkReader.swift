import Glibc

/// Decides what becomes of the symbolic links of a tree.
///
/// | the link leads | in the copy |
/// | --- | --- |
/// | by a relative path to a place in the tree | the same text |
/// | by an absolute path to a place in the tree | the same place in the copy |
/// | to a plain file outside | a file of its own, so that nothing writes through it |
/// | to a program or a folder outside, or from within dependencies | the same target |
struct LinkReader {
  struct Link {
    var content: CopyPlan.Content
    /// The file that the link's place in the copy is filled from.
    var target: FileStatus?
    var leadsToOutsideFolder = false
  }

  let root: String
  private let rootNames: [ArraySlice<UInt8>]

  init(root: String) {
    self.root = root
    rootNames = TreePath.normalised(root.utf8).names
  }

  func read(_ path: TreePath, insideDependency: Bool) throws(SystemFailure) -> Link {
    let text = try text(of: path)
    let isAbsolute = text.first == UInt8(ascii: "/")
    let start = isAbsolute ? [] : rootNames + path.parent.bytes.split(separator: UInt8(ascii: "/"))
    let (names, lowest) = TreePath.normalised(text, after: start)
    if names.starts(with: rootNames, by: { $0.elementsEqual($1) }) {
      if !isAbsolute, lowest >= rootNames.count { return Link(content: .link(text)) }
      let rest = names.dropFirst(rootNames.count)
      return Link(content: .linkInside(TreePath(bytes: Array(rest.joined(separator: "/".utf8)))))
    }
    let absolute = Array("/".utf8) + Array(names.joined(separator: "/".utf8))
    var status = stat()
    let exists = (absolute + [0]).withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { $0.baseAddress.map { stat($0, &status) } ?? -1 }
    }
    guard exists == 0 else { return Link(content: .link(text)) }
    let target = FileStatus(status)
    if target.kind == .file, target.mode & 0o111 == 0, !insideDependency {
      return Link(content: .outsideFile(path: absolute), target: target)
    }
    return Link(
      content: .link(isAbsolute ? text : absolute), leadsToOutsideFolder: target.kind == .folder)
  }

  private func text(of path: TreePath) throws(SystemFailure) -> [UInt8] {
    try LinkText.read(root: root, path)
  }
}

enum LinkText {
  static func read(root: String, _ path: TreePath) throws(SystemFailure) -> [UInt8] {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink(path.absolute(root), &buffer, buffer.count)
    guard count >= 0 else {
      throw .file(action: "read", path: path.text(below: root), code: errno)
    }
    return buffer[..<count].map { UInt8(bitPattern: $0) }
  }
}
