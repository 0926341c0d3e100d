import os.path as path, re
from . import (one, two as three)
x: int = 1; y: str
a = b = c, *d
total += price * 2
for i, (j, *k) in pairs:
    continue
else:
    pass
while x := read(): break
if a:
    del b[0], c
elif d: e()
else:
    global f
try:
    raise Error("no") from None
except (A, B) as error:
    assert error, "message"
else: pass
finally: done()
with (open(a) as f, g): pass
with open(a) as f, g as h.i: pass
type Pair[T] = tuple[T, T]
