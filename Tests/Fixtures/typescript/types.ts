type A<T> = T extends (infer U)[] ? U : { [k in keyof T]-?: 1 };
interface B extends C<D> { a(): b }
let c: Map<string, Array<() => void>>= d as unknown as E<F>[];
let e = <any>f!.g! / 2;
const h = { a: 1 } satisfies I;
