extension MutationOperator {
  /// Every operator; where two make the same edit, the first keeps it, and reports follow the order.
  package static let all: [MutationOperator] = extreme + domain + swaps + logic + values + actions

  /// Whole bodies; they decide whether a test notices anything at all.
  static let extreme: [MutationOperator] = []
  /// Errors aimed at what hurts.
  static let domain: [MutationOperator] = []
  static let logic: [MutationOperator] = []
  static let values: [MutationOperator] = []
  static let actions: [MutationOperator] = []
}
