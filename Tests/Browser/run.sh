#!/bin/sh
# Opens generated reports in a headless browser: nothing injected runs, nothing is fetched, keys and
# filters work, and 5,000 planted errors open within two seconds. Needs node and chromium.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."
browser=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
if [ -z "$browser" ]; then
  echo "no chromium found; install it or set CHROMIUM" >&2
  exit 2
fi
swift build --product sample-report >&2
sample=$(swift build --show-bin-path)/sample-report
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"$sample" html 5000 2000 > "$scratch/large.html"
"$sample" html 120 80 > "$scratch/small.html"
"$sample" html 0 300 > "$scratch/scan.html"
node "$here/drive.mjs" "$browser" "$scratch"
"$sample" html 10000 2000 > "$scratch/huge.html"
size=$(wc -c < "$scratch/huge.html")
echo "      10,000 planted errors take $size bytes"
[ "$size" -le 8000000 ] || { echo "FAIL  more than 8 MB for 10,000 planted errors" >&2; exit 1; }
