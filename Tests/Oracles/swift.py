#!/usr/bin/env python3
"""Compares our Swift trees with those of the Swift compiler's own parser, by exact byte ranges.

usage: Tests/Oracles/swift.py --spans PROGRAM --work FOLDER [--examples N] PATH...

Every PATH is a file or a folder of `.swift` and `.swiftinterface` files. `swift_oracle.swift` is
compiled into FOLDER against the parser's libraries of the installed toolchain, since
`swiftc -frontend -dump-parse` prints no ranges of expressions. Exits 1 when a category finds less
than 99.9 % of what the compiler finds, or more than 0.1 % beside it, or when more than 0.1 % of the
bytes are unread, or when a tree is broken.
"""
import argparse
import bisect
import collections
import json
import os
import shutil
import subprocess
import sys

TARGET = 0.999
BINARY = set('?? || && < <= > >= == != === !== ~= ..< ... + - &+ &- | ^ * / % &* & << >> &<< &>> is'.split())
PLAIN = set('''function type import branch loop selection arm attempt handler scope raise call lambda member index
conditional unary text number regex list map'''.split())
EXITS = {'exit return', 'exit break', 'exit continue', 'exit fallthrough'}


def build(work):
    """The reference program."""
    host = os.path.join(os.path.dirname(os.path.dirname(os.path.realpath(shutil.which('swiftc')))),
                        'lib/swift/host')
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'swift_oracle.swift')
    program = os.path.join(work, 'swift_oracle')
    os.makedirs(work, exist_ok=True)
    if not os.path.exists(program) or os.path.getmtime(program) < os.path.getmtime(source):
        subprocess.run(
            ['swiftc', '-O', '-I', host, '-L', host, '-lSwiftParser', '-lSwiftSyntax',
             '-lSwiftOperators', '-Xlinker', '-rpath', '-Xlinker', host, source, '-o', program],
            check=True)
    return program


def swift_files(paths):
    for path in paths:
        if os.path.isfile(path):
            yield path
        for folder, folders, names in os.walk(path):
            folders[:] = sorted(f for f in folders if f not in ('.build', '.git'))
            for name in sorted(names):
                if name.endswith(('.swift', '.swiftinterface')):
                    yield os.path.join(folder, name)


def records(command, listing):
    with open(listing) as paths, subprocess.Popen(command, stdin=paths, stdout=subprocess.PIPE) as child:
        for line in child.stdout:
            yield json.loads(line)
    if child.returncode:
        sys.exit(f'{command[0]} ended with {child.returncode}')


def ours(record):
    found = collections.defaultdict(set)
    for category, flat in record['spans'].items():
        kind, _, symbol = category.partition(' ')
        name = kind if kind in ('unary', 'index') else category
        if kind == 'binary' and symbol not in BINARY:
            continue
        if name in PLAIN or name in EXITS or kind == 'binary':
            found[name].update(zip(flat[::2], flat[1::2]))
    return found


def theirs(record):
    found = collections.defaultdict(set)
    for category, flat in record['spans'].items():
        if category in PLAIN or category in EXITS or category.startswith('binary '):
            found[category].update(zip(flat[::2], flat[1::2]))
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--spans', default='.build/release/spans')
    parser.add_argument('--work', required=True)
    parser.add_argument('--examples', type=int, default=12)
    parser.add_argument('--only', help='show examples of one category')
    parser.add_argument('paths', nargs='+')
    options = parser.parse_args()
    oracle = build(options.work)
    listing = os.path.join(options.work, 'files')
    with open(listing, 'w') as file:
        file.write(''.join(path + '\n' for path in swift_files(options.paths)))
    totals = collections.defaultdict(lambda: [0, 0, 0])
    files = exact = size = unread = refused = 0
    broken, examples, inexact = [], [], []
    for mine, reference in zip(records([options.spans], listing), records([oracle], listing)):
        assert mine['path'] == reference['path'], (mine['path'], reference['path'])
        path = mine['path']
        if mine['broken']:
            broken.append((path, mine['broken']))
        if reference.get('refused'):
            refused += 1
            continue
        hidden = sorted(zip(reference['hidden'][::2], reference['hidden'][1::2]))
        starts = [start for start, _ in hidden]

        def is_hidden(span):
            at = bisect.bisect_right(starts, span[0])
            return any(hidden[i][1] >= span[1] for i in range(max(0, at - 4), at))

        want, got = theirs(reference), ours(mine)
        files += 1
        size += mine['bytes']
        unread += mine['unread']
        same = not mine['unread']
        if mine['unread']:
            flat = mine['spans'].get('unknown', [])
            examples.append((path, 'unread', set(), set(zip(flat[::2], flat[1::2]))))
        for category in set(want) | set(got):
            wanted = {span for span in want[category] if not is_hidden(span)}
            gotten = {span for span in got[category] if not is_hidden(span)}
            missed, extra = wanted - gotten, gotten - wanted
            total = totals[category]
            total[0] += len(wanted)
            total[1] += len(missed)
            total[2] += len(extra)
            if missed or extra:
                same = False
                examples.append((path, category, missed, extra))
        exact += same
        if not same:
            inexact.append(path)
    with open(os.path.join(options.work, 'inexact'), 'w') as file:
        file.write(''.join(path + '\n' for path in inexact))
    print(f'files {files}, wholly exact {exact}, bytes {size}, unread {unread}'
          f' ({100 * unread / max(1, size):.5f} %), refused by the compiler {refused},'
          f' broken trees {len(broken)}')
    print(f'{"category":<20}{"compiler":>10}{"missed":>8}{"extra":>8}{"recall %":>11}{"precision %":>13}')
    good = not broken and unread <= size * (1 - TARGET)
    for category in sorted(totals):
        count, missed, extra = totals[category]
        recall = (count - missed) / count if count else 1.0
        precision = (count - missed) / max(1, count - missed + extra) if count or extra else 1.0
        # A category of a few hundred nodes is judged by what it misses, not by its share.
        few = missed <= 2 and extra <= 2
        good = good and (few or recall >= TARGET and precision >= TARGET)
        print(f'{category:<20}{count:>10}{missed:>8}{extra:>8}{100 * recall:>11.4f}{100 * precision:>13.4f}')
    shown = 0
    for path, category, missed, extra in examples:
        if shown >= options.examples or options.only and options.only != category:
            continue
        shown += 1
        with open(path, 'rb') as file:
            source = file.read()
        line = lambda span: source.count(b'\n', 0, span[0]) + 1
        text = lambda spans: [(line(r), source[r[0]:r[1]][:90].decode(errors='replace')) for r in sorted(spans)[:1]]
        print(path, category, 'missed', text(missed), 'extra', text(extra))
    for path, rule in broken[:options.examples]:
        print('broken', path, rule)
    sys.exit(0 if good else 1)


main()
