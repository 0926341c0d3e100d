import CProcess
import Glibc

/// A copy of the user's tree that no command ever runs in: working copies are made and mended from it.
///
/// It is taken once, so that all workers see the same state whatever the user edits meanwhile.
package struct PristineTree: Sendable {
  /// The user's tree, with all links resolved; read only.
  package let original: String
  package let path: String
  let plan: CopyPlan
  /// What `lstat` said of each entry of the pristine copy, in the order of the plan.
  private let statuses: [FileStatus]
  package let estimate: Disk.Estimate
  /// Whether the file system lets copies share blocks.
  package let sharesBlocks: Bool

  package var leftOut: [LeftOut] { plan.leftOut }
  /// Links to folders outside, shared with the original; only `guard` keeps commands from writing there.
  package var outwardLinks: [String] { plan.outwardLinks }
  /// Whether dependencies were too large to copy and are links to the originals.
  package var linksDependencies: Bool { plan.linksDependencies }

  /// Copies the tree at `root` into `scratch` and makes sure that `copies` more have room.
  package init(
    of root: String, in scratch: ScratchDirectory, copies: Int, rules: CopyRules = CopyRules()
  ) throws(SystemFailure) {
    guard let original = AbsolutePath.resolved(root) else {
      throw .file(action: "open", path: root, code: errno)
    }
    guard let resolvedScratch = AbsolutePath.resolved(scratch.path) else {
      throw .file(action: "open", path: scratch.path, code: errno)
    }
    if AbsolutePath.isWithin(resolvedScratch, original) {
      throw .scratchInsideTree(scratch: resolvedScratch, root: original)
    }
    sharesBlocks = BlockSharing.works(from: original, to: resolvedScratch)
    plan = try CopyPlan(root: original, rules: rules, sharesBlocks: sharesBlocks)
    estimate = try Disk.estimate(
      needed: sharesBlocks ? plan.entries.count * 512 * (copies + 1) : plan.bytes * (copies + 1),
      at: resolvedScratch)
    guard estimate.fits else {
      throw .notEnoughDisk(
        path: resolvedScratch, needed: estimate.needed, free: estimate.free - estimate.reserve)
    }
    self.original = original
    path = "\(resolvedScratch)/pristine"
    let builder = TreeBuilder(source: original, target: path, original: original)
    statuses = try builder.build(plan)
  }

  /// Makes a working copy at `target`, which must not exist; several may be made at once.
  package func copy(to target: String) throws(SystemFailure) -> TreeCopy {
    let builder = TreeBuilder(source: path, target: target, original: original)
    let statuses = try builder.build(plan)
    return try TreeCopy(path: target, pristine: self, statuses: statuses)
  }

  /// Fails when the entry at `index` is not what it was when it was taken.
  func verify(_ index: Int) throws(SystemFailure) {
    let entry = plan.entries[index]
    let now = FileStatus(entry.path.text(below: path))
    guard let now, now.isIntact(statuses[index]) else {
      throw .pristineChanged(path: entry.path.text)
    }
  }
}

/// Whether files can be copied without their bytes (FICLONE on btrfs, XFS, bcachefs).
enum BlockSharing {
  static func works(from source: String, to scratch: String) -> Bool {
    guard let file = someFile(below: source) else { return false }
    let input = open(file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard input >= 0 else { return false }
    defer { close(input) }
    let output = tocsin_unnamed_file(scratch)
    guard output >= 0 else { return false }
    defer { close(output) }
    return tocsin_share_blocks(output, input) == 0
  }

  /// A file that is not empty, in the uppermost folder that has one.
  private static func someFile(below root: String) -> [CChar]? {
    var waiting: [TreePath] = [.root]
    var next = 0
    while next < waiting.count, next < 200 {
      let entries = (try? TreeWalk.list(root, waiting[next])) ?? []
      next += 1
      if let file = entries.first(where: { $0.status.kind == .file && $0.status.size > 0 }) {
        return file.path.absolute(root)
      }
      waiting += entries.filter { $0.status.kind == .folder }.map(\.path)
    }
    return nil
  }
}
