/// Programs full of the places where a careless marker would change what happens.
enum Trap {
  static let python = #"""
    """Doc."""
    import asyncio, sys, traceback
    from functools import wraps

    def shown(function):
      @wraps(function)
      def inner(*args, **kwargs):
        result = function(*args, **kwargs)
        print(function.__name__, result)
        return result
      return inner

    class Base:
      def __init__(self, a): self.a = a
      def __repr__(self):
        return f"{type(self).__name__}({self.a!r})"
      @property
      def double(self): return self.a * 2

    class Derived(Base):
      """Doc of a class."""
      limit = 3
      def __init__(self, a, b=1 + 1):
        "Doc."
        super().__init__(a)
        self.b = b
      def __secret(self): return self.a + self.b
      def reveal(self): return self.__secret() if self.a > 0 else -1
      def __enter__(self): print("enter"); return self
      def __exit__(self, *error): print("exit", error[0]); return error[0] is ValueError

    @shown
    def walrus(values):
      if (n := len(values)) > 2 and (total := sum(values)): return n, total
      while values and (last := values.pop()) < 3: print("popped", last)
      return [y for x in (4, 5, 6) if (y := x * 2) > 9 if y != 12], n

    @shown
    def scopes(n):
      count = 0
      def step():
        nonlocal count
        count += 1
        return lambda: count + n
      for _ in range(n): step()
      return step()()

    def generated(n):
      "Doc."
      for i in range(n):
        got = yield i * 2
        if got: print("got", got)
      return "end"

    def delegated(n):
      result = yield from generated(n)
      yield result or "nothing"

    async def waits(n):
      await asyncio.sleep(0)
      return n if n < 2 else await waits(n - 1) + 1

    async def streams(n):
      for i in range(n):
        yield i
        await asyncio.sleep(0)

    @shown
    def handled(a):
      try:
        if a == 0: raise ValueError("zero")
        elif a == 1: raise KeyError(a)
        else: b = 10 / (a - 2)
      except (ValueError, ZeroDivisionError) as error: return f"{error!s:>20} {a + 1:03}"
      except KeyError: pass
      else:
        return b
      finally:
        print("finally", a)
      return {k: v for k, v in {"a": 1, **{"b": a}}.items() if v}, *[a, a + 1]

    @shown
    def matched(a):
      match a:
        case {"k": [x, *rest]} if x > 1: return x, rest
        case int() | float(): return a + 1
        case _: return None

    @shown
    def lined(
      a,
      b=(1,
         2),
    ):
      c = (a +
           b[0] *
           2); d = c if c > 3 else [
        0]
      del b
      return c, d, sys._getframe().f_lineno

    def fails(a):
      return a and (
        1 /
        0)

    print(Derived(3).reveal(), Derived(-3, b=4).reveal(), Derived(2).double, repr(Derived(1)))
    walrus([1, 2, 3]); walrus([5, 2]); walrus([1])
    scopes(3)
    steps = delegated(3)
    print(next(steps), steps.send("x"), list(steps))
    async def main():
      print(await waits(4), [i async for i in streams(3) if i != 1])
      print(await asyncio.gather(*(waits(i) for i in range(3))))
    asyncio.run(main())
    for value in range(4): handled(value)
    for value in ({"k": [2, 3, 4]}, 7, "no"): matched(value)
    lined(1)
    with Derived(1) as opened, Derived(2): print(opened.a); raise ValueError
    try: fails(1)
    except ZeroDivisionError: print(traceback.extract_tb(sys.exc_info()[2])[-1].lineno)
    print(sorted([3, 1, 2], key=lambda a: -a or 0), *map(lambda a: a if a else None, [0, 1]))
    """#

  static let javaScript = #"""
    'use strict'
    const log = (...values) => console.log(...values.map((value) => JSON.stringify(value)))
    class Base {
      count = 1
      static made = 0
      #secret = 2
      constructor(a) { this.a = a; Base.made++ }
      get twice() { return this.a * 2 }
      reveal() { return this.#secret + this.count }
      handler = () => { this.count += 1; return this.count > 1 ? this : null }
      static { this.made = 10 }
    }
    class Derived extends Base {
      constructor(a, b = a + 1) {
        super(a)
        this.b = b
      }
      reveal() { return super.reveal() * (this.b ?? 1) }
    }
    function sloppy(a) {
      'use strict'
      return this === undefined ? a : 'bound'
    }
    function* numbers(n) {
      for (let i = 0; i < n; i++) {
        const got = yield i * 2
        if (got) log('got', got); else log('none')
      }
      return 'end'
    }
    function* all(n) { const end = yield* numbers(n); yield end || 'nothing' }
    const waits = async (n) => n < 2 ? n : await waits(n - 1) + 1
    async function* streams(n) { for (let i = 0; i < n; i++) { yield i; await null } }
    function labelled(rows) {
      let found = 0
      outer: for (const row of rows) {
        for (const cell of row) {
          if (cell < 0) continue outer
          if (cell > 8) break outer
          found += cell
        }
      }
      do found--
      while (found > 10)
      return found
    }
    function switched(a) {
      switch (a) {
        case 0: return 'zero'
        case 1:
        case 2: { a = a * 2; break }
        default: if (a > 5) return; else a = -a
      }
      return a
    }
    function handled(a) {
      try {
        if (!a) throw new TypeError('empty')
        return a.b?.c ?? a['d'] ?? 'none'
      } catch ({ message }) {
        return message
      } finally {
        log('finally')
      }
    }
    const object = {
      name: 'o',
      who() { return this?.name },
      ['computed' + 1](a) { return a && this.who() },
      get size() { return this.name.length },
      async *items(n) { yield n },
    }
    const shape = (a) => ({ a, b: a + 1, c: a ? [] : {} })
    const named = { inner: (a) => a + 1, outer: function () { return 1 } }
    const isOdd = function (n) { return n === 0 ? false : !isOdd(n - 1) }
    let unset; unset ??= (a) => a * 3
    const { x = 1 + 1, ...rest } = { y: 3, z: 4 }
    const lines = (a) => {
      const b = a
        .map((value) => value * 2)
        .filter((value) =>
          value > 2 &&
          value < 9)
      ;[b[0]] = [b[0] + 1]
      return b
    }
    log(new Base(2).handler().count, new Derived(3).reveal(), Derived.made, new Derived(1).twice)
    log(sloppy(1), sloppy.call({}, 2))
    const steps = all(2)
    log(steps.next().value, steps.next('x').value, [...steps])
    log(labelled([[1, -1, 5], [2, 3], [9, 4]]), labelled([[7, 7, 7]]))
    log([0, 1, 2, 3, 9].map(switched))
    log(handled(), handled({ b: { c: 1 } }), handled({ d: 2 }), handled({}))
    log(object.who(), (0, object.who)(), object.computed1(true), object.size, shape(0), shape(1))
    log(named.inner.name, named.outer.name, isOdd.name, unset.name, shape.name, isOdd(5), unset(2))
    log(x, rest, lines([1, 2, 3, 4, 5]))
    waits(4).then(async (value) => {
      log(value)
      for await (const item of streams(2)) log(item)
      for await (const item of object.items(5)) log(item)
    })
    """#
}
