package p

func f( {
	if x == { y }
	for a = b range c {
	x := 
	switch y {
	case
	return ]
}

func g() { "unclosed
	'
}
