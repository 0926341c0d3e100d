const { a: [b = 1], ...c } = d;
[a, b.c] = [b, a];
for (const [k, v] of xs) f(k);
