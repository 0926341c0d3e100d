@D({ a: 1 })
export abstract class A<T extends B<C>> extends E<T> implements F {
  private readonly a?: number = 1;
  [k: string]: any;
  b!: string;
  constructor(private c: T, @I() d) { super() }
  abstract e(): void;
  f(this: A): this is B;
  f() {}
}
