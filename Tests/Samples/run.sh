#!/usr/bin/env bash
# Runs the main job on every sample and compares what does not depend on time with the goldens in
# Reports/samples. usage: Tests/Samples/run.sh TOCSIN OUTPUT [--update]
set -euo pipefail
cd "$(dirname "$0")/../.."
tocsin=$1 output=$2 update=${3:-}
mkdir -p "$output"
failed=0
before=$(git status --porcelain Samples; find Samples -type f -newermt '2000-01-01' -printf '%p %s %T@\n' | sort | cksum)

check() {
  local sample=$1 wanted=$2
  shift 2
  local code=0
  "$tocsin" "Samples/$sample" --output "$output/$sample" --no-progress --matrix reached "$@" \
    > "$output/$sample.txt" 2> "$output/$sample.log" || code=$?
  if [ "$code" != "$wanted" ]; then
    echo "FAIL  $sample: exit code $code, wanted $wanted"
    tail -20 "$output/$sample.log" "$output/$sample.txt"
    failed=1
    return
  fi
  python3 Tests/Samples/digest.py "$output/$sample/report.json" > "$output/$sample.golden"
  local golden=Reports/samples/$sample.txt
  if [ "$update" = --update ]; then
    mkdir -p Reports/samples
    cp "$output/$sample.golden" "$golden"
    sed 's#--output [^ ]*#--output tocsin-report#' "$output/$sample/summary.md" \
      > "Reports/samples/$sample.md"
  elif ! diff -u "$golden" "$output/$sample.golden"; then
    echo "FAIL  $sample differs from $golden"
    grep -A 3 'warning:' "$output/$sample.txt" || true
    failed=1
    return
  fi
  echo "ok    $sample: $(grep '^Number' "$output/$sample.txt" || true)"
}

check python-billing 0
check javascript-booking 0
if command -v cargo > /dev/null; then
  check rust-rates 0 --jobs 2
else
  echo "skip  rust-rates: cargo is not here"
fi
if command -v go > /dev/null; then check go-tenancy 0; else echo "skipped: go-tenancy needs Go"; fi
check swift-ledger 0 --sample 20 --budget 30m
check python-flaky 0 --jobs 2
check python-hanging 0
check python-hostile 0

# The hollow suites alone: what the tool is for.
hollow() {
  local sample=$1 command=$2 most=$3
  "$tocsin" "Samples/$sample" --output "$output/$sample-hollow" --no-progress --quiet \
    --test-command "$command" > "$output/$sample-hollow.txt"
  python3 - "$output/$sample-hollow/report.json" "$sample" "$most" <<'PY' || failed=1
import json, sys
score = json.load(open(sys.argv[1]))["score"]
print(f"{'ok  ' if score['value'] <= float(sys.argv[3]) else 'FAIL'}  {sys.argv[2]}, hollow suite "
      f"alone: {score['killed']} of {score['judged']} noticed")
sys.exit(score["value"] > float(sys.argv[3]))
PY
}
hollow python-billing "python3 -m unittest tests.test_generated" 0.75
hollow javascript-booking "node --test test/generated.test.js" 0.75
if command -v cargo > /dev/null; then
  hollow rust-rates "cargo test --test generated" 0.75
fi
if command -v go > /dev/null; then
  hollow go-tenancy "go test -run TestGenerated ./..." 0.75
fi

after=$(git status --porcelain Samples; find Samples -type f -newermt '2000-01-01' -printf '%p %s %T@\n' | sort | cksum)
if [ "$before" != "$after" ]; then
  echo "FAIL  the samples are not what they were"
  failed=1
fi
exit $failed
