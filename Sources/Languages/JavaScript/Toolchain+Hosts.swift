extension JavaScriptSupport {
  /// mocha as a host: everything that a run has loaded is taken out of the cache of modules after it.
  static let mochaHost = #"""
    'use strict';
    const fs = require('fs');
    const Module = require('module');
    const path = require('path');
    const { types } = require('util');
    const { Refusal, begin, isOwn, serve, shown, turn } = require('./tocsin_host.cjs');

    class MochaHost {
      constructor(mocha, Mocha) {
        this.Mocha = Mocha;
        this.options = mocha.options;
        const real = (file) => fs.realpathSync(path.resolve(file));
        this.files = new Map(mocha.files.map((file) => [real(file), file]));
        this.always = [mocha.options.file ?? []].flat().map(real);
        this.exits = Boolean(mocha.options.exit);
        this.kept = new Map(Object.entries(Module._cache));
        this.paths = new Set(Object.keys(Module._pathCache));
        this.children = [...this.kept.values()].map((one) => [one, one.children.length]);
        this.own = [];
        this.globals = {};
        new Mocha(this.options).suite.emit('pre-require', this.globals, '', mocha);
      }

      async warm() {}

      get obstacle() {
        const { options } = this;
        for (const name of ['parallel', 'watch', 'delay', 'dryRun', 'allowUncaught']) {
          if (options[name]) return `mocha was given --${name}`;
        }
        for (const name of ['rootHooks', 'globalSetup', 'globalTeardown']) {
          const given = Object.values(options[name] ?? {}).flat();
          if (given.length > 0) return `mocha was given ${name}`;
        }
        const loaded = [...this.kept.keys()].find((file) => isOwn(file) && !/\.mocharc\./.test(file));
        if (loaded) return `${shown(loaded)} is loaded before the tests are`;
        const compiler = process[Symbol.for('ts-node.register.instance')];
        if (compiler && !compiler.options.transpileOnly) return 'ts-node remembers the types of files';
        return undefined;
      }

      check(request) {
        const files = request.files?.map((file) => fs.realpathSync(file)) ?? this.files.keys();
        this.chosen = [...new Set([...this.always, ...files])];
        const other = this.chosen.find((file) => !this.files.has(file));
        if (other) throw new Refusal(`${shown(other)} is none of the test files`);
      }

      async run(request) {
        const mocha = new this.Mocha({ ...this.options, tocsinFirst: request.first });
        mocha.files = this.chosen.map((file) => this.files.get(file));
        mocha.lazyLoadFiles(true);
        try {
          for (const file of mocha.files) await this.load(mocha, file);
        } catch (error) {
          this.refuseUnclear();
          // mocha would import what cannot be required.
          if (/ERR_REQUIRE|ERR_UNKNOWN|outside a module|'export'/.test(`${error?.code} ${error?.message}`)) {
            throw new Refusal('a file is an ES module');
          }
          // As mocha's command ends when a file does not load.
          console.error(`\n${(error && error.stack) || `Error: ${(error && error.message) || error}`}`);
          return 1;
        }
        const failures = await new Promise((resolve) => mocha.run(resolve));
        this.refuseUnclear();
        mocha.dispose();
        return Math.min(failures, 255);
      }

      async load(mocha, file) {
        if (path.extname(file) === '.mjs') throw new Refusal(`${shown(file)} is an ES module`);
        mocha.suite.emit('pre-require', globalThis, file, mocha);
        const loaded = Module._load(path.resolve(file), undefined, false);
        mocha.suite.emit('require', loaded, file, mocha);
        mocha.suite.emit('post-require', globalThis, file, mocha);
        await turn();
      }

      /** What was loaded must be such that it can be loaded anew. */
      refuseUnclear() {
        for (const [file, one] of Object.entries(Module._cache)) {
          if (this.kept.has(file)) continue;
          if (file.endsWith('.node')) throw new Refusal(`${shown(file)} is no JavaScript`);
          if (types.isModuleNamespaceObject(one.exports)) throw new Refusal(`${shown(file)} is an ES module`);
          if (isOwn(file) && /\bimport\s*\(/.test(fs.readFileSync(file, 'utf8'))) {
            throw new Refusal(`${shown(file)} imports modules while it runs`);
          }
        }
      }

      settle() {
        for (const file of Object.keys(Module._cache)) {
          if (Module._cache[file] !== this.kept.get(file)) delete Module._cache[file];
        }
        for (const [file, one] of this.kept) Module._cache[file] = one;
        for (const [one, count] of this.children) one.children.length = Math.min(count, one.children.length);
        for (const key of Object.keys(Module._pathCache)) {
          if (!this.paths.has(key)) delete Module._pathCache[key];
        }
        for (const key of Object.keys(this.globals)) delete globalThis[key];
      }
    }

    begin({
      program: __filename,
      recognises: (request, loaded) => typeof loaded === 'function' && loaded.name === 'Mocha'
        && typeof loaded.prototype.loadFilesAsync === 'function',
      become(Mocha) {
        const plain = Mocha.prototype.loadFilesAsync;
        Mocha.prototype.loadFilesAsync = function () {
          Mocha.prototype.loadFilesAsync = plain;
          return serve(new MochaHost(this, Mocha));
        };
      },
    });
    """#

  /// jest as a host: its own scheduler runs the chosen files, each in a context of its own, again and
  /// again.
  static let jestHost = #"""
    'use strict';
    const fs = require('fs');
    const { createRequire } = require('module');
    const os = require('os');
    const path = require('path');
    const { Refusal, begin, serve } = require('./tocsin_host.cjs');

    class JestHost {
      constructor(create, core, globalConfig, context, tests) {
        this.create = create;
        this.globalConfig = globalConfig;
        this.context = context;
        this.tests = tests;
        this.byPath = new Map(tests.map((one) => [fs.realpathSync(one.path), one]));
        this.exits = Boolean(globalConfig.forceExit);
        this.globals = {};
        this.own = [
          'prepareStackTrace of Error', 'stackTraceLimit of Error', 'JEST_WORKER_ID of the environment',
        ];
        this.seen = new Map();
        this.core = core;
        this.Runtime = core('jest-runtime').default;
        this.formatted = core('@jest/test-result').formatTestResults;
        this.Resolver = core('jest-resolve').default;
        this.Watcher = core('jest-watcher').TestWatcher;
      }

      get obstacle() {
        const { globalConfig, tests } = this;
        const contexts = new Set(tests.map((one) => one.context));
        if (contexts.size !== 1) return 'jest was given several projects';
        const { config } = tests[0].context;
        for (const name of ['globalSetup', 'globalTeardown', 'testResultsProcessor']) {
          if (globalConfig[name] || config[name]) return `jest was given ${name}`;
        }
        for (const name of ['watch', 'watchAll', 'detectOpenHandles', 'logHeapUsage', 'onlyFailures']) {
          if (globalConfig[name]) return `jest was given --${name}`;
        }
        for (const [, file, options] of config.transform ?? []) {
          if (!/[\\/]ts-jest[\\/]/.test(file)) continue;
          const old = (config.globals ?? {})['ts-jest'] ?? {};
          if (!(options ?? {}).isolatedModules && !old.isolatedModules) {
            return 'ts-jest remembers the types of files';
          }
        }
        return undefined;
      }

      check(request) {
        this.chosen = this.tests;
        if (request.files) {
          const wanted = new Set(request.files.map((file) => fs.realpathSync(file)));
          this.chosen = this.tests.filter((one) => wanted.has(fs.realpathSync(one.path)));
          if (this.chosen.length < wanted.size) throw new Refusal('a test file is not one of the run');
        }
        // jest keeps what it has made of a file by its time in milliseconds.
        const file = fs.realpathSync(request.path);
        const key = `${file} ${fs.statSync(file).mtime.getTime()}`;
        const text = fs.readFileSync(file, 'latin1');
        if ((this.seen.get(key) ?? text) !== text) throw new Refusal(`the time of ${file} tells nothing`);
        this.seen.set(key, text);
      }

      /** What jest loads for itself with the first file is not to look like a change. */
      async warm() {
        await this.results(this.tests.slice(-1), false);
        const file = path.join(os.tmpdir(), 'tocsin-warm');
        createRequire(this.core.resolve('@jest/transform'))('write-file-atomic').sync(file, '');
        fs.unlinkSync(file);
      }

      async run(request) {
        const results = await this.results(this.chosen, request.first);
        fs.writeFileSync(this.globalConfig.outputFile, JSON.stringify(this.formatted(results)));
        return results.success ? 0 : this.globalConfig.testFailureExitCode;
      }

      async results(tests, first) {
        this.Resolver.clearDefaultResolverCache?.();
        const { context } = tests[0];
        const fresh = { ...context, resolver: this.Runtime.createResolver(context.config, context.moduleMap) };
        // Reporters wrap the streams anew each time, and nobody reads them.
        const config = { ...this.globalConfig, bail: first ? 1 : 0, reporters: [] };
        // As jest does it for a single file.
        if (tests.length === 1 && config.silent !== true && config.verbose !== false) config.verbose = true;
        const scheduler = await this.create(config, this.context);
        // In watch mode to stop does not mean to exit.
        return scheduler.scheduleTests(
          tests.map((one) => ({ ...one, context: fresh })), new this.Watcher({ isWatchMode: true }));
      }

      settle() {}
    }

    begin({
      program: __filename,
      recognises: (request, loaded) => /\bTestScheduler$/.test(request)
        && typeof loaded?.createTestScheduler === 'function',
      become(loaded, file) {
        const create = loaded.createTestScheduler;
        loaded.createTestScheduler = async (globalConfig, context) => {
          const scheduler = await create(globalConfig, context);
          scheduler.scheduleTests = (tests) =>
            serve(new JestHost(create, createRequire(file), globalConfig, context, tests));
          return scheduler;
        };
      },
    });
    """#
}
