import Suites
import Text
import Trials

/// All that is known of a tree when its files were read and none was understood yet.
///
/// A scan looks at nothing else of the tree, so what is hashed is what is scanned.
struct ProjectReading: Sendable {
  /// Absolute, links resolved, no final slash.
  let root: String
  let inventory: Inventory
  /// The bytes of the inventory's files, in its order; nil where one cannot be read.
  let contents: [[UInt8]?]
  /// What the project's own settings say of names, by the place in `Languages.all`.
  let testNames: [TestNames]

  init(_ root: String, _ options: Options) {
    self.root = root
    let inventory = Inventory.walk(
      root, extensions: Languages.extensions, exclude: options.exclude.map { Glob($0) })
    self.inventory = inventory
    contents = Parallel.map(inventory.files.count) { index -> [UInt8]? in
      Bytes.read(Inventory.join(root, inventory.files[index]), most: Inventory.largestFile)
    }
    let view = ProjectView.of(root, paths: inventory.files)
    testNames = Languages.all.map { $0.toolchain.testNames(view) }
  }
}
