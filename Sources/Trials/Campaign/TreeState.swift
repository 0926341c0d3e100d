/// What an earlier run must share with this one so that its outcomes say something here.
///
/// Both cover the command, the options, the environment, the toolchain and the tool's version.
package struct TreeState: Sendable, Equatable {
  /// Of every file and the seed: outcomes of the same hold.
  package var whole: String
  /// Of every file without the bodies of functions; empty when that cannot be told.
  ///
  /// Of the same, those outcomes hold whose runs entered no changed body.
  package var frame: String

  package init(whole: String, frame: String = "") {
    self.whole = whole
    self.frame = frame
  }

  /// With what tells the toolchain.
  func with(_ identity: String) -> TreeState {
    TreeState(
      whole: "\(whole) \(identity)", frame: frame.isEmpty ? "" : "\(frame) \(identity)")
  }
}
