import Trials

/// The examples in documentation: compiled once, kept, and then run one by one.
///
/// cargo compiles every example anew for each run, and hands the finished program to a runner of
/// ours, which keeps it.
/// - Source: https://doc.rust-lang.org/cargo/reference/config.html#targettriplerunner, which holds
///   for examples since cargo 1.89; where it does not, and where several crates have examples,
///   cargo runs them itself.
enum RustExamples {
  /// More are not kept, for each takes some megabytes.
  private static let most = 150

  static func folder(_ request: RunRequest) -> String { "\(request.kept)/examples" }

  /// The build of the suite and then of its examples, which are run once by that; `$@` is the
  /// command up to `test` with its options.
  static let build = #"""
    "$@" --no-run --message-format=json > "$TOCSIN_RESULTS" || exit
    rm -rf "$TOCSIN_EXAMPLES"
    mkdir -p "$TOCSIN_EXAMPLES"
    cd "$TOCSIN_EXAMPLES" || exit
    cat > keep <<'END'
    number=$(($(cat "$TOCSIN_EXAMPLES/count" 2> /dev/null || echo 0) + 1))
    echo $number > "$TOCSIN_EXAMPLES/count"
    if [ $number -le MOST ]; then
      ln "$1" "$TOCSIN_EXAMPLES/$number" 2> /dev/null || cp "$1" "$TOCSIN_EXAMPLES/$number"
    fi
    "$@"
    status=$?
    if [ $status -ne 0 ]; then : > "$TOCSIN_EXAMPLES/$number.panics"; fi
    exit $status
    END
    cd "$OLDPWD" || exit
    "$@" --doc --config "target.'cfg(all())'.runner = ['sh', '$TOCSIN_EXAMPLES/keep']" \
      -- --test-threads=1 > "$TOCSIN_EXAMPLES/list" 2>&1
    cd "$TOCSIN_EXAMPLES" || exit
    grep '^   Doc-tests ' list > header
    awk '/^test .* [.][.][.] (ok|FAILED)/ {
      name = substr($0, 6)
      sub(/ [.][.][.] (ok|FAILED).*/, "", name)
      kind = "run"
      if (sub(/ - compile fail$/, "", name) || sub(/ - compile$/, "", name)) kind = "compiled"
      if (kind == "run") {
        mark = ++number ".panics"
        if ((getline line < mark) >= 0) kind = "panics"
      }
      print (kind == "compiled" ? "-" : number) "\t" kind "\t" name
    }' list > names
    ran=$(grep -vc '^-' names)
    if [ "$(wc -l < header)" -eq 1 ] && [ "$ran" -gt 0 ] && [ "$ran" -le MOST ] &&
      [ "$ran" -eq "$(cat count 2> /dev/null || echo 0)" ]; then
      printf '\texamples\t%s\n' "$(sed 's/^   Doc-tests //' header)" >> "$TOCSIN_RESULTS"
    fi
    exit 0
    """#.replacing("MOST", with: "\(most)")

  /// The crate whose examples were kept, from the file of results.
  static func crate(_ results: [UInt8]) -> String? {
    let lines = results.split(separator: 10)
    guard let last = lines.last, last.first == 9 else { return nil }
    return last.split(separator: 9).last.map { String(decoding: $0, as: UTF8.self) }
  }

  /// Runs the examples named, or all, and says what libtest would.
  static func invocation(_ names: [String], _ request: RunRequest) -> Invocation {
    Invocation(
      arguments: ["sh", "-c", script, request.stopsAtFirstFailure ? "first" : "all"] + names)
  }

  private static let script = #"""
    output="$TOCSIN_RESULTS.example"
    report="$TOCSIN_RESULTS.report"
    : > "$report"
    cat "$TOCSIN_EXAMPLES/header"
    echo "running kept tests"
    failed=0
    tab=$(printf '\t')
    while IFS="$tab" read -r number kind name; do
      chosen=$#
      for wanted; do
        if [ "$wanted" = "$name" ]; then chosen=0; fi
      done
      [ "$chosen" -eq 0 ] || continue
      status=0
      if [ "$kind" != compiled ]; then
        "$TOCSIN_EXAMPLES/$number" > "$output" 2>&1 < /dev/null || status=$?
      fi
      if [ "$kind" = panics ]; then
        if [ $status -eq 0 ]; then
          status=1
          echo "test did not panic as expected" > "$output"
        else
          status=0
        fi
      fi
      if [ $status -eq 0 ]; then
        echo "test $name ... ok"
        continue
      fi
      echo "test $name ... FAILED"
      failed=101
      echo "---- $name stdout ----" >> "$report"
      head -c 4000 "$output" >> "$report"
      echo >> "$report"
      if [ "$0" = first ]; then break; fi
    done < "$TOCSIN_EXAMPLES/names"
    if [ $failed -ne 0 ]; then
      echo "failures:"
      cat "$report"
    fi
    echo "test result: done"
    rm -f "$output" "$report"
    exit $failed
    """#
}
