import Trials

/// The programs of ours that Node runs beside the project's tests.
enum JavaScriptSupport {
  static let nodeTest = [
    SupportFile(path: "tocsin_node.mjs", text: nodeReporter),
    SupportFile(path: "tocsin_reach.cjs", text: reach),
  ]
  static let mocha = [
    SupportFile(path: "tocsin_mocha.cjs", text: mochaReporter),
    SupportFile(path: "tocsin_reach.cjs", text: reach),
    SupportFile(path: "tocsin_host.cjs", text: host),
    SupportFile(path: "tocsin_host_mocha.cjs", text: mochaHost),
  ]
  static let jest = [
    SupportFile(path: "tocsin_reach.cjs", text: reach),
    SupportFile(path: "tocsin_host.cjs", text: host),
    SupportFile(path: "tocsin_host_jest.cjs", text: jestHost),
  ]
  static let other = [SupportFile(path: "tocsin_reach.cjs", text: reach)]

  /// A reporter for `node --test`.
  ///
  /// Node counts a file without tests as a passed test; such an event carries the file's own name.
  /// A parent whose only failure is a child's has itself passed.
  private static let nodeReporter = #"""
    import fs from 'node:fs';
    import path from 'node:path';

    const root = fs.realpathSync(process.cwd());
    const relative = (file) => {
      if (!file) return '';
      const plain = file.startsWith('file://') ? decodeURIComponent(new URL(file).pathname) : file;
      let real = path.resolve(root, plain);
      try { real = fs.realpathSync(real); } catch {}
      return real.startsWith(root + path.sep) ? real.slice(root.length + 1).split(path.sep).join('/') : plain;
    };
    let sources = new Set();
    try { sources = new Set(fs.readFileSync(process.env.TOCSIN_SOURCES, 'utf8').split('\n')); } catch {}

    const raisedInSource = (stack) => {
      for (const line of String(stack ?? '').split('\n')) {
        const found = /^\s+at (?:.*\()?((?:file:\/\/)?\/.*?):\d+:\d+\)?$/.exec(line);
        if (!found || found[1].includes('/node_modules/')) continue;
        return sources.has(relative(found[1]));
      }
      return false;
    };
    const innermost = (error) => {
      let at = error;
      for (let i = 0; i < 10 && at?.code === 'ERR_TEST_FAILURE' && at.cause !== undefined; i += 1) at = at.cause;
      return at;
    };
    const isAssertion = (error) => {
      const text = String(error?.message ?? error ?? '');
      const failed = error?.code === 'ERR_ASSERTION' || /^AssertionError/.test(error?.name ?? '')
        || error?.matcherResult !== undefined || /^(\x1b\[[0-9;]*m)*expect\(/.test(text);
      return failed && !raisedInSource(error?.stack);
    };

    export default async function* tocsin(source) {
      const stacks = new Map();
      const counts = new Map();
      const filesWithTests = new Set();
      const printed = new Map();
      for await (const { type, data } of source) {
        const file = relative(data?.file);
        if (type === 'test:stderr') {
          printed.set(file, ((printed.get(file) ?? '') + data.message).slice(-4000));
        } else if (type === 'test:start') {
          const stack = stacks.get(file) ?? [];
          stack.length = data.nesting;
          stack.push(data.name);
          stacks.set(file, stack);
        } else if (type === 'test:pass' || type === 'test:fail') {
          const error = data.details?.error;
          if (data.nesting === 0 && file !== '' && relative(data.name) === file) {
            if (type === 'test:fail') {
              const text = printed.get(file) ?? '';
              const loading = !filesWithTests.has(file) && /Node\.js v\d+/.test(text);
              yield JSON.stringify({
                record: 'trouble', path: file, stage: loading ? 'load' : 'end',
                message: (text || String(innermost(error)?.message ?? error)).slice(0, 2000),
              }) + '\n';
            }
            continue;
          }
          const nested = error?.failureType === 'subtestsFailed';
          if (data.details?.type === 'suite') {
            if (type === 'test:fail' && !nested) {
              yield JSON.stringify({
                record: 'trouble', path: file, stage: 'end',
                message: `${data.name}: ${String(innermost(error)?.message ?? error)}`.slice(0, 2000),
              }) + '\n';
            }
            continue;
          }
          filesWithTests.add(file);
          const titles = [...(stacks.get(file) ?? []).slice(0, data.nesting), data.name];
          const key = `${file}::${titles.join(' > ')}`;
          const count = (counts.get(key) ?? 0) + 1;
          counts.set(key, count);
          const skipped = data.skip !== undefined || data.todo !== undefined;
          const failed = type === 'test:fail' && !nested;
          const cause = failed ? innermost(error) : undefined;
          const assertion = failed && isAssertion(cause);
          yield JSON.stringify({
            record: 'test', id: count > 1 ? `${key} #${count}` : key, path: file, titles,
            line: data.line ?? 0,
            status: skipped ? 'skipped' : !failed ? 'passed' : assertion ? 'failed' : 'errored',
            assertion, ms: data.details?.duration_ms ?? 0,
            message: failed ? `${cause?.name ? cause.name + ': ' : ''}${cause?.message ?? String(cause)}`.slice(0, 2000) : '',
          }) + '\n';
        }
      }
      yield JSON.stringify({ record: 'finish' }) + '\n';
    }
    """#

  /// A reporter for mocha; it also names pending tests and the tests that a failing hook took along.
  private static let mochaReporter = #"""
    'use strict';
    const fs = require('fs');
    const path = require('path');
    const root = fs.realpathSync(process.cwd());
    const relative = (file) => {
      if (!file) return '';
      let real = path.resolve(root, file);
      try { real = fs.realpathSync(real); } catch {}
      return real.startsWith(root + path.sep) ? real.slice(root.length + 1).split(path.sep).join('/') : file;
    };
    let sources = new Set();
    try { sources = new Set(fs.readFileSync(process.env.TOCSIN_SOURCES, 'utf8').split('\n')); } catch {}
    const raisedInSource = (stack) => {
      for (const line of String(stack || '').split('\n')) {
        const found = /^\s+at (?:.*\()?(?:file:\/\/)?(\/.*?):\d+:\d+\)?$/.exec(line);
        if (!found || found[1].includes('/node_modules/') || found[1].startsWith('/usr/share/')) continue;
        return sources.has(relative(found[1]));
      }
      return false;
    };
    const isAssertion = (error) => {
      const text = String((error && error.message) || '');
      const failed = error && (error.code === 'ERR_ASSERTION' || /^AssertionError/.test(error.name || '')
        || error.matcherResult !== undefined || /^(\x1b\[[0-9;]*m)*expect\(/.test(text));
      return Boolean(failed) && !raisedInSource(error.stack);
    };

    function titlesOf(test) {
      const titles = [];
      for (let at = test; at && at.title !== undefined; at = at.parent) if (at.title) titles.unshift(at.title);
      return titles;
    }

    module.exports = class Tocsin {
      constructor(runner, options) {
        const out = fs.openSync(process.env.TOCSIN_RESULTS, 'a');
        const write = (value) => fs.writeSync(out, JSON.stringify(value) + '\n');
        const ids = new Map();
        const counts = new Map();
        const idOf = (test) => {
          if (ids.has(test)) return ids.get(test);
          const key = `${relative(test.file)}::${titlesOf(test).join(' > ')}`;
          const count = (counts.get(key) || 0) + 1;
          counts.set(key, count);
          const id = count > 1 ? `${key} #${count}` : key;
          ids.set(test, id);
          return id;
        };
        const seen = new Set();
        let last;
        const tell = (test, status, error) => {
          const assertion = status === 'failed' && isAssertion(error);
          seen.add(test);
          write({
            record: 'test', id: idOf(test), path: relative(test.file), titles: titlesOf(test), line: 0,
            status: status === 'failed' && !assertion ? 'errored' : status, assertion,
            message: error ? `${error.name || 'Error'}: ${error.message}`.slice(0, 2000) : '',
            ms: test.duration || 0,
          });
          // In a host; what only crashes does not end the run.
          if (assertion && options && options.tocsinFirst) runner.abort();
        };
        runner.on('pass', (test) => { last = test; tell(test, 'passed'); });
        runner.on('pending', (test) => tell(test, 'skipped'));
        runner.on('fail', (test, error) => {
          if (test.type !== 'hook') { last = test; tell(test, 'failed', error); return; }
          const before = /^"before/.test(test.title);
          const inside = [];
          if (before && test.parent && test.parent.eachTest) {
            test.parent.eachTest((one) => { if (!seen.has(one) && !one.pending) inside.push(one); });
          }
          if (!before && last) inside.push(last);
          for (const one of inside) tell(one, 'failed', error);
          if (inside.length === 0) {
            write({ record: 'trouble', path: relative(test.file), stage: 'end',
              message: `${test.title}: ${error && error.message}`.slice(0, 2000) });
          }
        });
        runner.on('end', () => {
          write({ record: 'finish' });
          if (options && options.tocsinFirst !== undefined) fs.closeSync(out);
        });
      }
    };
    """#
}
