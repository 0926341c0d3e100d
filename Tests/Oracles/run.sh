#!/usr/bin/env bash
# Compares our trees with CPython's, acorn's, the TypeScript compiler's, Go's and Swift's own and tree-sitter's on
# whole corpora, and reads damaged copies of them. usage: Tests/Oracles/run.sh SPANS SCRATCH [--whole]
#
# Without --whole, a reference written in Python is given a minute; with it Go's commands and tests
# and Debian's installed Go packages are read too.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
spans=$1 scratch=$2 seconds=60
size=${3:-}
[ "$size" = --whole ] && seconds=36000

repository=$here/../..
python=
managed=$(command -v pyenv > /dev/null && ls "$(pyenv root)"/versions/3.1[2-9]*/bin/python3 || true)
for candidate in python3.14 python3.13 python3.12 $managed; do
  if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2> /dev/null; then python=$candidate && break; fi
done
if [ -n "$python" ]; then
  "$python" "$here/python_oracle.py" --spans "$spans"
else
  echo "skipped: CPython 3.12 or later is needed to compare what stands inside f-strings"
fi

if [ ! -d /usr/share/nodejs/typescript ]; then
  apt-get update -qq
  # The TypeScript compiler and some packages to read, without the node that Debian would bring.
  mkdir -p "$scratch/debs" "$scratch/nodejs"
  (cd "$scratch/debs" && apt-get download -qq node-typescript node-acorn node-undici rollup)
  for package in "$scratch"/debs/*.deb; do dpkg -x "$package" "$scratch/nodejs"; done
  corpus=$scratch/nodejs/usr/share/nodejs
else
  corpus=/usr/share/nodejs
fi
npm=$(dirname "$(dirname "$(realpath "$(command -v npm)")")")
python3 "$here/javascript.py" acorn --spans "$spans" "$npm" "$corpus"
export NODE_PATH=$corpus
python3 "$here/javascript.py" typescript --spans "$spans" "$npm" "$corpus"
# The compiler's own source, and the texts that its parser is tested with.
if compiler=$(python3 "$repository/Tests/RealProjects/archives.py" debian node-typescript \
  "$scratch/compiler"); then
  python3 "$here/javascript.py" typescript --spans "$spans" "$compiler/src" \
    "$compiler/tests/cases/compiler"
  compiler=$compiler/src
else
  echo "skipped: the source of the TypeScript compiler cannot be fetched"
  compiler=$corpus
fi

if ! command -v go > /dev/null; then
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends golang-go golang-src > /dev/null
fi
goroot=$(realpath "$(go env GOROOT)/src/..")
if [ "$seconds" -gt 60 ]; then
  python3 "$here/javascript.py" go --spans "$spans" "$goroot" $(ls -d /usr/share/gocode || true)
else
  # Without the type checker's own tests, whose texts are wrong on purpose; --whole reads them too.
  python3 "$here/javascript.py" go --spans "$spans" \
    "$goroot"/src/{bytes,crypto,encoding,fmt,go/{ast,build,doc,format,parser,printer,scanner,token},net,os,reflect,sort,strings,time}
fi

# The standard library and the compiler of Rust, as Debian packs them.
rust=
mkdir -p "$scratch/rust"
if [ -d "$scratch"/rust/usr/src ] || {
  apt-get update -qq && (cd "$scratch/rust" && apt-get download -qq rust-src librust-semver-dev) &&
    for package in "$scratch"/rust/*.deb; do dpkg -x "$package" "$scratch/rust"; done
}; then
  rust=$scratch/rust/usr
  [ -d "$scratch/venv" ] || python3 -m venv "$scratch/venv"
  "$scratch/venv/bin/pip" install -q tree-sitter tree-sitter-rust
  sources=$(echo "$rust"/src/rustc-*)
  "$scratch/venv/bin/python" "$here/rust.py" --spans "$spans" --seconds "$seconds" \
    "$sources"/library/{alloc,core,proc_macro,std,test} "$rust/share" "$sources/compiler"
else
  echo "skipped: Debian's rust-src cannot be fetched"
fi
# What the Swift toolchain and public packages are written in; the larger packages on demand.
packages="attaswift/BigInt apple/swift-http-types onevcat/Rainbow apple/swift-argument-parser apple/swift-collections"
if [ "$size" = --whole ]; then
  packages="$packages apple/swift-nio groue/GRDB.swift swiftlang/swift-syntax OpenCombine/OpenCombine apple/swift-asn1
    apple/swift-log apple/swift-metrics hummingbird-project/hummingbird swhitty/FlyingFox apple/swift-protobuf
    apple/swift-algorithms apple/swift-numerics apple/swift-crypto apple/swift-certificates jpsim/Yams
    pointfreeco/swift-custom-dump vapor/jwt-kit stencilproject/Stencil apple/swift-system
    swift-server/async-http-client grpc/grpc-swift-2"
fi
mkdir -p "$scratch/swift"
for package in $packages; do
  folder=$scratch/swift/$(basename "$package")
  [ -d "$folder" ] || git clone --quiet --depth 1 "https://github.com/$package" "$folder" \
    || echo "skipped: $package cannot be fetched"
done
interfaces=$(dirname "$(dirname "$(realpath "$(command -v swiftc)")")")/lib/swift/linux
python3 "$here/swift.py" --spans "$spans" --work "$scratch/swift-oracle" "$scratch/swift" \
  $([ "$size" = --whole ] && echo "$interfaces" || true)

# Every twentieth file of the corpora spoilt in seven ways, and deep nesting.
library=$(python3 -c 'import sysconfig; print(sysconfig.get_paths()["stdlib"])')
{
  find -L "$library" -name '*.py'
  find "$npm" "$corpus" "$compiler" -type f -regex '.*\.[cm]?[jt]sx?'
  find "$goroot/src" -name '*.go'
  if [ -n "$rust" ]; then find "$rust" -name '*.rs'; fi
  find "$scratch/swift" -name '*.swift'
} | LC_ALL=C sort | awk 'NR % 20 == 0' | "$spans" --damage 1
"$spans" --deep
