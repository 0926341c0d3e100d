// swift-tools-version: 6.0
import PackageDescription

let package = Package(
  name: "swift-ledger",
  products: [.library(name: "Ledger", targets: ["Ledger"])],
  targets: [
    .target(name: "Ledger"),
    .testTarget(name: "LedgerTests", dependencies: ["Ledger"]),
  ]
)
