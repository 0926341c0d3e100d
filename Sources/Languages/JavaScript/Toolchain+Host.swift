extension JavaScriptSupport {
  /// Makes the command a host that runs one request after another in the same process.
  ///
  /// Its other end is `Processes.Host`, where the lines of the conversation are told. Node cannot
  /// fork: whatever a run may leave behind for the next one ends the host, and what cannot be told
  /// is refused.
  static let host = #"""
    'use strict';
    const fs = require('fs');
    const Module = require('module');
    const path = require('path');
    // As they are before tests replace them.
    const { readSync, writeSync } = fs;
    const { hrtime, reallyExit } = process;
    const later = setImmediate;
    const LINE = 3;
    // What ends by itself within so many nanoseconds after the tests is waited for.
    const PATIENCE = 50_000_000n;
    // A larger process is not worth keeping.
    const MOST_BYTES = 1 << 30;
    const ROOT = fs.realpathSync(process.cwd());
    // Modules of Node whose functions tests replace; to load one of the others may change things.
    const SHARED = [
      'assert', 'async_hooks', 'buffer', 'child_process', 'console', 'crypto', 'dns', 'events', 'fs',
      'fs/promises', 'http', 'https', 'module', 'net', 'os', 'path', 'perf_hooks', 'process',
      'querystring', 'readline', 'stream', 'string_decoder', 'timers', 'timers/promises', 'tls', 'url',
      'util', 'vm', 'worker_threads', 'zlib',
    ];

    const say = (value) => {
      let data = Buffer.from(JSON.stringify(value) + '\n');
      while (data.length > 0) data = data.subarray(writeSync(LINE, data));
    };
    let unread = '';
    /** The next request; without one the host has nothing more to live for. */
    const hear = () => {
      const chunk = Buffer.alloc(1 << 16);
      let end;
      while ((end = unread.indexOf('\n')) < 0) {
        let count = 0;
        try { count = readSync(LINE, chunk, 0, chunk.length, null); } catch (error) {
          if (error.code === 'EINTR' || error.code === 'EAGAIN') continue;
        }
        if (count === 0) reallyExit.call(process, 0);
        unread += chunk.toString('latin1', 0, count);
      }
      const text = unread.slice(0, end);
      unread = unread.slice(end + 1);
      return JSON.parse(Buffer.from(text, 'latin1').toString());
    };

    class Refusal extends Error {}
    const isOwn = (file) => file.startsWith(ROOT + path.sep) && !file.includes('/node_modules/');

    const shown = (file) => (file.startsWith(ROOT + path.sep) ? file.slice(ROOT.length + 1) : file);

    /** What a run may change for the next one outside of the modules that it has loaded. */
    class Surroundings {
      /** `ignored` are keys of globals, `own` are such properties as the runner itself changes. */
      constructor(ignored, own) {
        this.ignored = ignored;
        this.own = new Set(own);
        // Values that are made when they are first asked for would look like changes.
        for (const key of Reflect.ownKeys(globalThis)) try { globalThis[key]; } catch {}
        this.owners = this.list();
        this.before = this.owners.map((one) => this.properties(...one));
        this.plain = this.state();
        this.active = this.resources();
      }

      /** Objects that all code shares, with their names. */
      list() {
        const owners = [['globalThis', globalThis]];
        const seen = new Set([globalThis]);
        const add = (name, value) => {
          if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return;
          if (seen.has(value)) return;
          seen.add(value);
          owners.push([name, value]);
        };
        for (const key of Object.getOwnPropertyNames(globalThis)) {
          if (key in this.ignored) continue;
          let value;
          try { value = globalThis[key]; } catch { continue; }
          add(key, value);
          if (typeof value === 'function') add(`${key}.prototype`, value.prototype);
        }
        for (const make of [() => [].values(), () => new Map().values(), () => new Set().values(),
          () => ''[Symbol.iterator](), function* () {}, async function* () {}, async () => {}]) {
          for (let at = make; (at = Object.getPrototypeOf(at)) !== null;) add('a prototype', at);
          let made;
          try { made = make(); } catch { continue; }
          for (let at = made; (at = Object.getPrototypeOf(at)) !== null;) add('a prototype', at);
        }
        for (const name of SHARED) {
          const value = require(name);
          add(name, value);
          if (typeof value === 'function') add(`${name}.prototype`, value.prototype);
        }
        add('module._extensions', Module._extensions);
        add('the environment', process.env);
        return owners;
      }

      properties(name, owner) {
        const found = new Map();
        for (const key of Reflect.ownKeys(owner)) {
          if (owner === globalThis && key in this.ignored) continue;
          if (this.own.has(`${String(key)} of ${name}`)) continue;
          const one = Reflect.getOwnPropertyDescriptor(owner, key);
          if (one) found.set(key, one);
        }
        return found;
      }

      state() {
        const state = {
          'the working directory': process.cwd(), 'the mask for new files': process.umask(),
        };
        for (const name of process.eventNames()) {
          state[`the listeners for ${String(name)} of the process`] = process.rawListeners(name).length;
        }
        return state;
      }

      resources() {
        const counts = {};
        for (const name of process.getActiveResourcesInfo()) counts[name] = (counts[name] ?? 0) + 1;
        return counts;
      }

      /** What keeps the process alive, and did not before; undefined when nothing does. */
      get busy() {
        const now = this.resources();
        return Object.keys(now).find((name) => now[name] > (this.active[name] ?? 0));
      }

      /** What is no longer as it was; undefined when everything is. */
      get changed() {
        const now = this.state();
        for (const name of Object.keys({ ...this.plain, ...now })) {
          if (now[name] !== this.plain[name]) return name;
        }
        for (let at = 0; at < this.owners.length; at += 1) {
          const [name, owner] = this.owners[at];
          const before = this.before[at];
          const after = this.properties(name, owner);
          for (const [key, one] of after) {
            const other = before.get(key);
            if (!other || !Object.is(other.value, one.value) || other.get !== one.get
              || other.set !== one.set) return `${String(key)} of ${name}`;
          }
          if (after.size !== before.size) return `a property of ${name} is gone`;
        }
        return undefined;
      }
    }

    const turn = () => new Promise((resolve) => later(resolve));

    /** Runs what it is asked, until something is left behind; never returns. */
    async function serve(host) {
      const reason = host.obstacle;
      if (reason) {
        say({ refused: reason });
        reallyExit.call(process, 0);
      }
      await host.warm();
      const surroundings = new Surroundings(host.globals, ['exitCode of process', ...host.own]);
      say({ ready: process.pid });
      for (;;) {
        const request = hear();
        const began = process.cpuUsage();
        let answer;
        try {
          host.check(request);
          const code = await host.run(request);
          // Patched, the command would wait for what is still to come.
          const ended = hrtime.bigint();
          do await turn(); while (surroundings.busy && hrtime.bigint() - ended < PATIENCE);
          const busy = surroundings.busy;
          if (busy && !host.exits) throw new Refusal(`${busy} is still active after the tests`);
          host.settle();
          const used = process.cpuUsage(began);
          const over = busy ?? surroundings.changed
            ?? (process.memoryUsage.rss() > MOST_BYTES ? 'the memory in use' : undefined);
          answer = {
            ended: code << 8, microseconds: used.user + used.system,
            kilobytes: process.memoryUsage.rss() >> 10, over,
          };
        } catch (error) {
          const isRefusal = error instanceof Refusal;
          answer = { refused: isRefusal ? error.message : String(error), over: 'it was refused' };
        }
        say(answer);
        if (answer.over) reallyExit.call(process, 0);
        process.exitCode = undefined;
      }
    }

    /** Makes a host of the module of a runner that `recognises` knows, as soon as it is loaded. */
    function begin({ program, recognises, become }) {
      if (!process.env.TOCSIN_HOST || !require('worker_threads').isMainThread) return;
      delete process.env.TOCSIN_HOST;
      // The tests, and what they start, see the environment of the command.
      const rest = process.env.NODE_OPTIONS.replace(`--require ${program}`, '').trim();
      if (rest) process.env.NODE_OPTIONS = rest; else delete process.env.NODE_OPTIONS;
      try { if (!fs.fstatSync(LINE).isSocket()) return; } catch { return; }
      const load = Module._load;
      Module._load = function (request, parent) {
        const loaded = load.apply(this, arguments);
        if (recognises(request, loaded)) {
          Module._load = load;
          become(loaded, Module._resolveFilename(request, parent));
        }
        return loaded;
      };
    }

    module.exports = { Refusal, begin, isOwn, serve, shown, turn };
    """#
}
