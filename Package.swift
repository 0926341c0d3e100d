// swift-tools-version: 6.2
import PackageDescription

/// Warnings are errors, imports are private unless written `package import`.
let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("ExistentialAny"),
]

/// A target of the tool; `uses` is the whole list of what it may import.
func part(
  _ name: String, at path: String? = nil, uses: [String] = [], embeds: [String] = []
) -> Target {
  .target(
    name: name, dependencies: uses.map { .target(name: $0) }, path: path ?? "Sources/\(name)",
    resources: embeds.map { .embedInCode($0) }, swiftSettings: strict)
}

func tests(_ name: String, uses: [String], excludes: [String] = []) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: uses.map { .target(name: $0) },
    path: "Tests/\(name)Tests", exclude: excludes, swiftSettings: strict)
}

let engines = ["Text", "Syntax", "Suites", "Mutation", "Processes", "Trials"]
let languages = ["Python", "JavaScript", "Go", "SwiftLanguage", "Rust"]

/// What reads files and says what it read.
let readers: [Target.Dependency] =
  (["Text", "Syntax", "Suites", "Trials"] + languages).map { .target(name: $0) }

let package = Package(
  name: "tocsin",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "tocsin", targets: ["tocsin"])],
  targets: [
    part("Text"),
    part("Syntax", uses: ["Text"]),
    .target(name: "CCatalog", path: "Sources/CCatalog", exclude: ["catalog.tsv"]),
    part("Suites", uses: ["Text", "Syntax", "CCatalog"]),
    part("Mutation", uses: ["Text", "Syntax"]),
    .target(name: "CProcess", path: "Sources/CProcess"),
    part("Processes", uses: ["Text", "CProcess"]),
    part("Trials", uses: ["Text", "Syntax", "Suites", "Mutation", "Processes"]),
    part("Python", at: "Sources/Languages/Python", uses: engines),
    part("JavaScript", at: "Sources/Languages/JavaScript", uses: engines),
    part("Go", at: "Sources/Languages/Go", uses: engines),
    part("SwiftLanguage", at: "Sources/Languages/Swift", uses: engines),
    part("Rust", at: "Sources/Languages/Rust", uses: engines),
    part(
      "Reporting", uses: ["Text", "Syntax", "Suites", "Mutation", "Trials"],
      embeds: ["page.css", "core.js", "lists.js", "tests.js", "source.js", "matrix.js", "main.js"]
        .map { "Page/" + $0 }),
    part("Tool", uses: engines + languages + ["Reporting"]),
    .executableTarget(
      name: "tocsin", dependencies: ["Tool"], path: "Sources/tocsin", swiftSettings: strict),
    tests("Text", uses: ["Text"]),
    tests("Syntax", uses: ["Text", "Syntax"] + languages),
    tests("Suites", uses: ["Text", "Syntax", "Suites", "Trials"] + languages),
    tests("Mutation", uses: ["Text", "Syntax", "Mutation", "Trials"] + languages),
    tests("Processes", uses: ["Text", "Processes"]),
    tests("Trials", uses: engines + languages),
    tests("Python", uses: engines + ["Python"]),
    tests("JavaScript", uses: engines + ["JavaScript"]),
    tests("Go", uses: engines + ["Go"]),
    tests("SwiftLanguage", uses: engines + ["SwiftLanguage"]),
    tests("Rust", uses: engines + ["Rust"]),
    tests(
      "Reporting", uses: ["Text", "Syntax", "Suites", "Mutation", "Trials", "Reporting"],
      excludes: ["Goldens"]),
    tests("Tool", uses: engines + languages + ["Reporting", "Tool"]),
    .executableTarget(
      name: "spans", dependencies: readers,
      path: "Tests/Oracles/spans", swiftSettings: strict),
    .executableTarget(
      name: "weave", dependencies: readers + ["Mutation", "Processes"], path: "Tests/Oracles/weave",
      swiftSettings: strict),
    .executableTarget(
      name: "labels",
      dependencies: readers,
      path: "Tests/Oracles/labels", swiftSettings: strict),
    .executableTarget(
      name: "sample-report", dependencies: ["Text", "Suites", "Mutation", "Trials", "Reporting"],
      path: "Tests/Browser", exclude: ["run.sh", "drive.mjs"], sources: ["sample-report"],
      swiftSettings: strict),
    .executableTarget(
      name: "benchmark",
      dependencies: readers + ["Tool"],
      path: "Tests/Benchmarks/benchmark", swiftSettings: strict),
  ]
)
