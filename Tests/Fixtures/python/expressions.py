a if b and not c else d or e
a < b <= c not in d is not None
-x ** 2 @ y[1:2, ::3, ...]
[n * 2 for n, m in pairs if n if m]
{k: v for k in a}, {1, *b}, {**c, 'd': 4}, {}, ()
f(x, *y, key=1, **z)(g for g in h).i
(p := await q), (yield r)
