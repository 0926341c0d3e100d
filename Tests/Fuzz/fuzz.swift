// The entry of libFuzzer: reads any bytes by one grammar and stops at a broken tree. Compiled by
// `run` together with the sources, as one module.

@_cdecl("LLVMFuzzerTestOneInput")
func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let tree = SyntaxTree.parse(bytes, by: fuzzedGrammar)
  if let rule = tree.brokenInvariant { fatalError(rule) }
  return 0
}
