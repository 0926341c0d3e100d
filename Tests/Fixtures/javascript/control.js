if (a) b(); else if (c) d();
for (let i = 0; i < n; i++) {}
do x(); while (y)
switch (a) { case 1: f(); break; default: }
try { a() } catch ({ e }) { throw e } finally {}
outer: while (1) continue outer;
