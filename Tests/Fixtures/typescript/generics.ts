f<T>(x);
a < b || c > (d);
i(a < (b + 1), c > (d));
const g = async <T,>(x: T): Promise<T> => x;
let h = a ? (b) : c => d;
let j = a ? (b): c => d : e;
new K<L<M>>();
