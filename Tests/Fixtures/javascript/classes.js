class A extends B {
  static #x = 1
  get
  y() { return this.#x }
  static { f() }
  async *[k]() {}
  'q'() {}
}
