package p

var _ = a+b*c == d && !e || f&^g|h<<1 != -1
var _ = T{1, 2}
var _ = &pkg.T{A: 1, B: []T{{1}, {X: 2}}}
var _ = map[string][]int{"a": {1}, k: nil}
var _ = [...]string{2: "x", "y"}
var _ = Pair[int, string]{}
var _ = []byte("a")[1:2:3]
var _ = f[int](xs...)
var _ = x.(*T).y.(interface{ Z() })
var _ = (*T).Method
var _ = func(a int) bool { return a > 0 }(1)
var _ = make(chan<- func(int) error, 2)
var _ = <-ch
var _ = 'a' + '\'' + 0x1p-2 + 1_000 + .5e+3 + 2i
var _ = `raw
"text"` + "b\""
var _ = struct{}{}
var _ = a /* + 1 */ + 2 // end
