extension MutationOperator {
  /// Every operator; where two make the same edit, the first keeps it, and reports follow the order.
  package static let all: [MutationOperator] =
    [emptyBody, defaultReturn] + domain + swaps + [connector, negateCondition, skipGuard]
    + values + actions + namedSwaps

  /// Errors aimed at what hurts.
  static let domain: [MutationOperator] = [
    dropTenantFilter, skipTenancyCheck, skipAuthorization, ignoreRepetition, skipRetry,
    skipTransaction, skipValidation, mixCurrencyUnit, moneyFactor, swallowError, dropRowFilter,
  ]

  static let values: [MutationOperator] = [
    constant, decimalPoint, boolean, negateResult, emptyResult, dropDefault, dropOptional,
    sliceBound, rangeBound, dropFilterCondition,
  ]

  static let actions: [MutationOperator] = [
    removeCall, removeAssignment, dropDeferred, dropRaise, missError, dropAwait, skipLoop,
    leaveLoop,
    swapArguments,
  ]
}
