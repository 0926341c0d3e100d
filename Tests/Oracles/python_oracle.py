#!/usr/bin/env python3
"""Compares our Python trees with CPython's `ast` and `tokenize`, by exact byte ranges.

usage: python3.13 Tests/Oracles/python_oracle.py [--spans PROGRAM] [--examples N] PATH...

Every PATH is a file or a folder; without PATH, the standard library of the running interpreter
with its tests. Needs CPython 3.12 or later, whose tree knows what stands inside f-strings.
Exits 1 when a category finds less than 99.99 % of what CPython finds, or more than 0.01 % beside
it, or when more than 0.01 % of the bytes are unread, or when a tree is broken.
"""
import argparse
import ast
import collections
import io
import json
import os
import re
import subprocess
import sys
import sysconfig
import tempfile
import tokenize
import warnings

TARGET = 0.9999
BINARY = dict(Add='+', Sub='-', Mult='*', Div='/', FloorDiv='//', Mod='%', Pow='**', MatMult='@',
              LShift='<<', RShift='>>', BitOr='|', BitXor='^', BitAnd='&')
COMPARISONS = {'<', '>', '<=', '>=', '==', '!=', 'in', 'is', 'not'}
PLAIN = dict(
    FunctionDef='function', AsyncFunctionDef='function', ClassDef='type', Lambda='lambda',
    Call='call', Attribute='member', Subscript='index', Slice='slice', IfExp='conditional',
    If='branch', While='loop', For='loop', AsyncFor='loop', With='scope', AsyncWith='scope',
    Try='attempt', TryStar='attempt', Match='selection', Assert='assertion', Raise='raise',
    Return='exit return', Pass='exit pass', Break='exit break', Continue='exit continue',
    Assign='assignment', AugAssign='assignment', AnnAssign='assignment', NamedExpr='assignment',
    ExceptHandler='handler', Await='unary await', Yield='unary yield', YieldFrom='unary yield',
    Delete='unary del', Dict='map', DictComp='map', MatchMapping='map', Import='import',
    ImportFrom='import', JoinedStr='text', TemplateStr='text')
UNARY = dict(Not='not', USub='-', UAdd='+', Invert='~')


def line_starts(source):
    """Byte offsets of lines, ended as CPython ends them: LF, CRLF or a lone CR."""
    starts = [3 if source.startswith(b'\xef\xbb\xbf') else 0]
    starts += [match.end() for match in re.finditer(rb'\r\n|\r|\n', source)]
    return starts


def expected(tree, starts):
    """The byte ranges by category in CPython's tree."""
    found = collections.defaultdict(set)
    stack = [tree]
    while stack:
        node = stack.pop()
        name = type(node).__name__
        if name in ('JoinedStr', 'TemplateStr'):
            # The literal parts of an f-string belong to it.
            inner = list(node.values)
            while inner:
                part = inner.pop()
                if type(part).__name__ in ('FormattedValue', 'Interpolation'):
                    stack.append(part.value)
                    if part.format_spec is not None:
                        inner.extend(part.format_spec.values)
        else:
            stack.extend(ast.iter_child_nodes(node))
        if name == 'Constant':
            if isinstance(node.value, (str, bytes)):
                category = 'text'
            elif isinstance(node.value, (int, float, complex)) and not isinstance(node.value, bool):
                category = 'number'
            else:
                continue
        elif name == 'BinOp':
            category = 'binary ' + BINARY[type(node.op).__name__]
        elif name == 'BoolOp':
            category = 'binary ' + type(node.op).__name__.lower()
        elif name == 'Compare':
            category = 'comparison'
        elif name == 'UnaryOp':
            category = 'unary ' + UNARY[type(node.op).__name__]
        elif name in PLAIN:
            category = PLAIN[name]
        else:
            continue
        found[category].add((starts[node.lineno - 1] + node.col_offset,
                             starts[node.end_lineno - 1] + node.end_col_offset))
    return found


def expected_comments(path, source, starts):
    """The byte ranges of comments, by `tokenize`."""
    found = set()
    lines = re.split('\r\n|\r|\n', source.decode('utf-8-sig'))
    with open(path, 'rb') as file:
        for token in tokenize.tokenize(file.readline):
            if token.type == tokenize.COMMENT:
                row, column = token.start
                start = starts[row - 1] + len(lines[row - 1][:column].encode())
                found.add((start, start + len(token.string.encode())))
    return found


def ours(record, source):
    """Our byte ranges by category; chains of one kind of operator become one range."""
    found = collections.defaultdict(set)
    chains = {}
    for category, flat in record['spans'].items():
        ranges = zip(flat[::2], flat[1::2])
        kind, _, symbol = category.partition(' ')
        if kind == 'binary' and (symbol in COMPARISONS or symbol in ('and', 'or')):
            name = 'comparison' if symbol in COMPARISONS else category
            for start, end in ranges:
                key = (name, start)
                chains[key] = max(chains.get(key, 0), end)
        elif kind == 'assignment':
            found[kind].update(ranges)
        elif kind == 'handler':
            found[kind].update(r for r in ranges if not source.startswith(b'finally', r[0]))
        else:
            found[category].update(ranges)
    for (name, start), end in chains.items():
        found[name].add((start, end))
    # `x: int` is a declaration that holds an assignment without a value, as in CPython.
    return found


def python_files(paths):
    for path in paths:
        if os.path.isfile(path):
            yield path
        for folder, folders, names in os.walk(path):
            folders.sort()
            for name in sorted(names):
                if name.endswith(('.py', '.pyi')):
                    yield os.path.join(folder, name)


def records(program, paths):
    with tempfile.TemporaryFile('w+', encoding='utf-8', errors='surrogateescape') as listing:
        listing.write(''.join(path + '\n' for path in paths))
        listing.seek(0)
        with subprocess.Popen([program], stdin=listing, stdout=subprocess.PIPE) as child:
            for line in child.stdout:
                yield json.loads(line)
        if child.returncode:
            sys.exit(f'{program} ended with {child.returncode}')


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--spans', default='.build/release/spans')
    parser.add_argument('--examples', type=int, default=12)
    parser.add_argument('paths', nargs='*')
    options = parser.parse_args()
    if sys.version_info < (3, 12):
        sys.exit('needs CPython 3.12 or later')
    warnings.simplefilter('ignore')
    sys.setrecursionlimit(20_000)
    paths = options.paths or [sysconfig.get_path('stdlib')]
    totals = collections.defaultdict(lambda: [0, 0, 0])
    files = exact = size = unread = 0
    refused, encoded, broken = [], [], []
    examples = []
    for record in records(options.spans, python_files(paths)):
        path = record['path']
        with open(path, 'rb') as file:
            source = file.read()
        if record['broken']:
            broken.append((path, record['broken']))
        try:
            tree = ast.parse(source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            refused.append(path)
            continue
        if tokenize.detect_encoding(io.BytesIO(source).readline)[0] not in ('utf-8', 'utf-8-sig'):
            encoded.append(path)
            continue
        starts = line_starts(source)
        want, got = expected(tree, starts), ours(record, source)
        if b'\x0c' not in source and b'\r' not in source:
            want['comment'] = expected_comments(path, source, starts)
        else:
            got.pop('comment', None)
        categories = (set(PLAIN.values()) | set(want)) & (set(want) | set(got))
        files += 1
        size += len(source)
        unread += record['unread']
        same = True
        for category in categories:
            missed, extra = want[category] - got[category], got[category] - want[category]
            total = totals[category]
            total[0] += len(want[category])
            total[1] += len(missed)
            total[2] += len(extra)
            if missed or extra:
                same = False
                examples.append((path, category, sorted(missed)[:1], sorted(extra)[:1]))
        if record['unread']:
            same = False
            if len(examples) < 10_000:
                examples.append((path, f"unread {record['unread']}", [], []))
        exact += same
    print(f'files {files}, wholly exact {exact}, bytes {size}, unread {unread}'
          f' ({100 * unread / max(1, size):.5f} %), refused by CPython {len(refused)},'
          f' not UTF-8 {len(encoded)}, broken trees {len(broken)}')
    print(f'{"category":<20}{"CPython":>10}{"missed":>8}{"extra":>8}{"recall %":>11}{"precision %":>13}')
    good = not broken and unread <= size * (1 - TARGET)
    for category in sorted(totals):
        count, missed, extra = totals[category]
        recall = (count - missed) / count if count else 1.0
        precision = (count - missed) / max(1, count - missed + extra) if count or extra else 1.0
        good = good and recall >= TARGET and precision >= TARGET
        print(f'{category:<20}{count:>10}{missed:>8}{extra:>8}{100 * recall:>11.4f}{100 * precision:>13.4f}')
    for path, category, missed, extra in examples[:options.examples]:
        with open(path, 'rb') as file:
            source = file.read()
        print(path, category, 'missed', [(r, source[r[0]:r[1]][:90]) for r in missed],
              'extra', [(r, source[r[0]:r[1]][:90]) for r in extra])
    for path, rule in broken[:options.examples]:
        print('broken', path, rule)
    sys.exit(0 if good else 1)


main()
