import Trials

/// What every Node run gets.
enum NodeEnvironment {
  /// `host` is the file of ours that makes the runner one.
  static func call(
    _ arguments: [String], _ request: RunRequest, host: String? = nil
  ) -> Invocation {
    var call = Invocation(arguments: arguments)
    var loaded: [String] = []
    if request.recordsReach {
      call.environment["TOCSIN_ROOT"] = request.root
      loaded.append("tocsin_reach.cjs")
    }
    if let host, let stage = request.stay {
      call.environment["TOCSIN_HOST"] = stage.rawValue
      loaded.append(host)
    }
    if !loaded.isEmpty {
      let words = loaded.map { "--require \(request.support)/\($0) " }
      call.prefixes["NODE_OPTIONS"] = words.joined()
    }
    return call
  }
}
