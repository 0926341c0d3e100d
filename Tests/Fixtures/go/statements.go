package p

func f() (int, error) {
	if x, err := g(); err != nil {
		return 0, err
	} else if y := x.z; y {
		a, b = b, a
	} else {
		c += 1
	}
	for i := 0; i < n; i++ {
		continue
	}
	for k, v := range []int{1, 2} {
		h(k, v)
	}
	for range ch {
	}
	for x < 3 {
		break
	}
outer:
	for {
		goto outer
	}
	switch z := v.(type) {
	case *T, []int:
		fallthrough
	case func(int) string, nil:
	default:
		u(z)
	}
	switch {
	case x > 1, y:
	}
	select {
	case m := <-ch:
	case out <- 1:
	}
	defer mu.Unlock()
	go func() { done <- true }()
	var t struct{ a int }
	x++
	{
		return 1, nil
	}
}
