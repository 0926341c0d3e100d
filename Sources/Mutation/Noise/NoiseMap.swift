import Syntax
import Text

/// Which places of one file are noise, and by which rule.
struct NoiseMap {
  private let ground: Ground
  private let whole: String?

  init(ground: Ground, path: String) {
    self.ground = ground
    whole = nil
  }

  func rule(for op: MutationOperator, at node: NodeIndex, edit: Edit) -> String? {
    whole
  }
}
