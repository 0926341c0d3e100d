extension JavaScriptSupport {
  /// Loaded before everything else in every Node process of an instrumented run.
  ///
  /// The current test comes from the async resources of node:test, from mocha's root hooks, or from
  /// the matchers' state in jest's own contexts.
  static let reach = #"""
    'use strict';
    const fs = require('fs');
    const path = require('path');
    const asyncHooks = require('async_hooks');
    const file = process.env.TOCSIN_REACH;
    const root = (() => { try { return fs.realpathSync(process.env.TOCSIN_ROOT || process.cwd()); } catch { return ''; } })();
    const relative = (name) => {
      if (!name) return '';
      let real = path.resolve(name);
      try { real = fs.realpathSync(real); } catch {}
      return real.startsWith(root + path.sep) ? real.slice(root.length + 1).split(path.sep).join('/') : '';
    };
    if (process.env.NODE_TEST_CONTEXT && !process.env.TOCSIN_TESTFILE && process.argv[1]) {
      process.env.TOCSIN_TESTFILE = relative(process.argv[1]);
    }
    const testFile = process.env.TOCSIN_TESTFILE || '';
    const seen = new Set();
    const record = (id, where, place) => {
      const line = JSON.stringify([id, where, place]);
      if (file && !seen.has(line)) {
        seen.add(line);
        fs.appendFileSync(file, line + '\n');
      }
      return false;
    };

    let mochaTest;
    exports.mochaHooks = {
      beforeEach(done) { mochaTest = this.currentTest; done(); },
      afterEach(done) { mochaTest = undefined; done(); },
    };
    const owners = new Map();
    if (process.env.NODE_TEST_CONTEXT) {
      asyncHooks.createHook({
        init(id, type, trigger, resource) {
          const name = resource && resource.constructor && resource.constructor.name;
          if ((name === 'Test' || name === 'Suite') && type !== 'PROMISE') owners.set(id, resource);
          else { const owner = owners.get(asyncHooks.executionAsyncId()); if (owner) owners.set(id, owner); }
        },
        destroy(id) { owners.delete(id); },
      }).enable();
    }
    const titles = (test) => {
      const names = [];
      for (let at = test; at && at.parent; at = at.parent) if (at.name) names.unshift(at.name);
      return names;
    };

    // jest runs each test file in a context of its own and copies our function into it.
    let context;
    const vm = require('vm');
    const createContext = vm.createContext;
    vm.createContext = function (...arguments_) {
      context = createContext.apply(this, arguments_);
      return context;
    };
    const inJest = () => {
      const matchers = context && context[Symbol.for('$$jest-matchers-object')];
      return matchers && matchers.state && matchers.state.testPath ? matchers.state : undefined;
    };

    // Code in a loop calls again and again: what this test has reached already ends here.
    let lastTest, lastName, hits;
    const isKnown = (test, name, place) => {
      if (test !== lastTest || name !== lastName) {
        lastTest = test;
        lastName = name;
        hits = new Set();
      }
      if (hits.has(place)) return true;
      hits.add(place);
      return false;
    };

    globalThis.__tocsin_reach__ = (place) => {
      if (mochaTest) {
        if (isKnown(mochaTest, '', place)) return false;
        const names = [];
        for (let at = mochaTest; at; at = at.parent) if (at.title) names.unshift(at.title);
        const where = relative(mochaTest.file);
        return record(`${where}::${names.join(' > ')}`, where, place);
      }
      const state = inJest();
      if (state) {
        if (isKnown(state.testPath, state.currentTestName, place)) return false;
        const where = relative(state.testPath);
        return record(state.currentTestName ? `${where}::${state.currentTestName}` : '', where, place);
      }
      const owner = owners.get(asyncHooks.executionAsyncId());
      if (isKnown(owner, '', place)) return false;
      const names = owner && owner.constructor.name === 'Test' ? titles(owner) : [];
      return record(names.length ? `${testFile}::${names.join(' > ')}` : '', testFile, place);
    };
    """#
}
