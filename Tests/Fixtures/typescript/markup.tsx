const f = <T,>(x: T) => <A<string> b={x as T}>{y}</A>;
type G = <T>(x: T) => T;
