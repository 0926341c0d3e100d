#!/usr/bin/env bash
# Runs Tocsin on Tocsin: no test of ours may look at types and shapes only, and planted errors in
# one target must ring. usage: Tests/Self/run.sh TOCSIN SCRATCH [--whole]
#
# Without --whole only `Text` is planted, in a package of its own that builds in seconds; with it
# the four targets that hold the rules are, in the whole package, which takes the better part of an
# hour.
set -euo pipefail
cd "$(dirname "$0")/../.."
tocsin=$1 scratch=$2 size=${3:-}
mkdir -p "$scratch"

"$tocsin" scan . --exclude 'Tests/Fixtures/**' --exclude 'Samples/**' --no-progress \
  --format json > "$scratch/scan.json"
python3 - "$scratch/scan.json" <<'PY'
import json, sys
scan = json.load(open(sys.argv[1]))
weak = [(file["path"], test["line"], test["kind"], test["name"])
        for file in scan["files"] for test in file["tests"] if test["kind"] != "business"]
totals = scan["totals"]
print(f"{totals['tests']} tests and {totals['assertions']} assertions of ours: {totals['kinds']}")
for path, line, kind, name in weak:
    print(f"{path}:{line}: {kind}: {name}")
sys.exit(bool(weak))
PY

if [ "$size" = --whole ]; then
  "$tocsin" mutate . --exclude 'Tests/Fixtures/**' --exclude 'Samples/**' --no-progress \
    --file 'Sources/Text/**' --file 'Sources/Syntax/**' --file 'Sources/Suites/**' \
    --file 'Sources/Mutation/**' --sample 160 --budget 3h --jobs 1 --output "$scratch/whole" \
    --test-command "swift test --filter '^(Text|Syntax|Suites|Mutation|Go|JavaScript|Python|Rust|SwiftLanguage)Tests[.]'"
  exit
fi
rm -rf "$scratch/package"
mkdir -p "$scratch/package/Sources" "$scratch/package/Tests"
cp -r Sources/Text "$scratch/package/Sources"
cp -r Tests/TextTests "$scratch/package/Tests"
cat > "$scratch/package/Package.swift" <<'END'
// swift-tools-version: 6.0
import PackageDescription

let package = Package(
  name: "text", targets: [.target(name: "Text"), .testTarget(name: "TextTests", dependencies: ["Text"])])
END
"$tocsin" mutate "$scratch/package" --sample 60 --budget 5m --no-progress --fail-under 75 \
  --output "$scratch/text"
