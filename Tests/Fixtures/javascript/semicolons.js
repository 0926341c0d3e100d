a
++b
c++
(d)
let e = f
(g)
return
h
