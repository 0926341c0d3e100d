/// How a language's tests are found, run and read; filled in by its `Toolchain.swift`.
package struct Toolchain: Sendable {
  package init() {}
}
