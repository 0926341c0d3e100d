// Imitates a mature concurrent cache with expiry: standard library, goroutines, select, helpers, benchmarks.
package cache

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

type fakeClock struct{ now time.Time }

func (c *fakeClock) Now() time.Time          { return c.now }
func (c *fakeClock) Advance(d time.Duration) { c.now = c.now.Add(d) }

func newCache(size int) (*Cache[string, int], *fakeClock) {
	clock := &fakeClock{now: time.Unix(0, 0)}
	return New[string, int](size, WithClock(clock), WithTTL(time.Minute)), clock
}

func wantKeys(t *testing.T, c *Cache[string, int], keys ...string) {
	t.Helper()
	if got := c.Keys(); !slices.Equal(got, keys) {
		t.Fatalf("keys %v, want %v", got, keys)
	}
}

func assertMiss(t *testing.T, c *Cache[string, int], key string) {
	t.Helper()
	if _, ok := c.Get(key); ok {
		t.Fatalf("%q is still there", key)
	}
}

func TestGet(t *testing.T) {
	c, _ := newCache(2)
	c.Set("a", 1)
	if v, ok := c.Get("a"); !ok || v != 1 { //! value business 3 echo
		t.Fatalf("Get = %d, %v", v, ok)
	}
	if _, ok := c.Get("b"); ok { //! existence business 2 absent ? value
		t.Fatal("b exists")
	}
	if c.Len() != 1 { //! size shape 2
		t.Fatalf("Len = %d", c.Len())
	}
}

func TestEviction(t *testing.T) {
	c, _ := newCache(2)
	c.Set("a", 1)
	c.Set("b", 2)
	c.Get("a")
	c.Set("c", 3)
	wantKeys(t, c, "a", "c") //! value business 3
	assertMiss(t, c, "b")    //! existence business 2 absent ? value
}

func TestExpiry(t *testing.T) {
	c, clock := newCache(2)
	c.Set("a", 1)
	clock.Advance(time.Minute - time.Nanosecond)
	if !c.Contains("a") { //! value business 3
		t.Error("expired too early")
	}
	clock.Advance(time.Nanosecond)
	if c.Contains("a") { //! value business 3
		t.Error("not expired")
	}
	wantKeys(t, c) //! size business 2 absent ? value
}

func TestEvictionCallback(t *testing.T) {
	var evicted []string
	c := New[string, int](1, OnEvict(func(key string, _ int) { evicted = append(evicted, key) }))
	c.Set("a", 1)
	c.Set("b", 2)
	if len(evicted) != 1 || evicted[0] != "a" { //! value business 3 ? call-args
		t.Fatalf("evicted %v", evicted)
	}
}

func TestNoEvictionCallback(t *testing.T) {
	var calls atomic.Int32
	c := New[string, int](2, OnEvict(func(string, int) { calls.Add(1) }))
	c.Set("a", 1)
	c.Set("a", 2)
	if calls.Load() != 0 { //! call business 2 absent
		t.Fatalf("%d evictions", calls.Load())
	}
}

func TestLoaderIsCalledOnce(t *testing.T) {
	var calls atomic.Int32
	c, _ := newCache(2)
	load := func(key string) (int, error) {
		calls.Add(1)
		if key != "a" { //! call-args business 2
			t.Errorf("asked for %q", key)
		}
		return 42, nil
	}
	var wg sync.WaitGroup
	for range 10 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			v, err := c.GetOrLoad("a", load)
			if err != nil || v != 42 { //! value business 2 pass-through
				t.Errorf("GetOrLoad = %d, %v", v, err)
			}
		}()
	}
	wg.Wait()
	if n := calls.Load(); n != 1 { //! call shape 1
		t.Errorf("%d loads", n)
	}
}

func TestLoaderFails(t *testing.T) {
	c, _ := newCache(2)
	broken := errors.New("broken")
	_, err := c.GetOrLoad("a", func(string) (int, error) { return 0, broken })
	if err != broken { //! throws-specific business 2
		t.Fatalf("err = %v", err)
	}
	assertMiss(t, c, "a") //! existence business 2 absent ? value
}

func TestClosed(t *testing.T) {
	c, _ := newCache(2)
	if err := c.Close(); err != nil { //! no-throw shape 1
		t.Fatal(err)
	}
	if err := c.Close(); !errors.Is(err, ErrClosed) { //! throws-specific business 2
		t.Fatalf("second Close: %v", err)
	}
	defer func() {
		if recover() == nil { //! throws-any shape 1
			t.Error("Set on a closed cache did not panic")
		}
	}()
	c.Set("a", 1)
}

func TestWaits(t *testing.T) {
	c, _ := newCache(2)
	done := make(chan struct{})
	go func() {
		defer close(done)
		c.Wait(context.Background(), "a")
	}()
	c.Set("a", 1)
	select {
	case <-done:
	case <-time.After(time.Second): //! no-throw shape 1
		t.Fatal("Wait did not return")
	}
}

func TestWaitIsCancelled(t *testing.T) {
	c, _ := newCache(2)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := c.Wait(ctx, "a"); !errors.Is(err, context.Canceled) { //! throws-specific business 2
		t.Errorf("err = %v", err)
	}
}

func TestStats(t *testing.T) {
	c, _ := newCache(2)
	c.Set("a", 1)
	c.Get("a")
	c.Get("b")
	if got, want := c.Stats(), (Stats{Hits: 1, Misses: 1, Size: 1}); got != want { //! value business 3
		t.Errorf("stats %+v, want %+v", got, want)
	}
	if r := c.Stats().Ratio(); r < 0 || r > 1 { //! relational business 2
		t.Errorf("ratio %f", r)
	}
}

func TestConcurrentSets(t *testing.T) {
	c, _ := newCache(8)
	var wg sync.WaitGroup
	for i := range 100 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			c.Set(string(rune('a'+i%26)), i)
		}()
	}
	wg.Wait()
	if c.Len() > 8 { //! size shape 1 ? relational
		t.Errorf("Len = %d", c.Len())
	}
	for _, key := range c.Keys() {
		if v, _ := c.Get(key); v < 0 { //! relational business 1 loop-unknown
			t.Errorf("%s = %d", key, v)
		}
	}
}

func TestRange(t *testing.T) {
	c, _ := newCache(4)
	c.Set("a", 1)
	c.Set("b", 2)
	c.Range(func(key string, v int) bool {
		if v < 1 || v > 2 { //! relational business 1 callback
			t.Errorf("%s = %d", key, v)
		}
		return true
	})
}

func TestMemoryIsReturned(t *testing.T) {
	c, _ := newCache(1000)
	for i := range 1000 {
		c.Set(string(rune(i)), i)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	c.Clear()
	runtime.GC()
	runtime.ReadMemStats(&after)
	if after.HeapAlloc > before.HeapAlloc { //! relational business 2
		t.Error("Clear keeps memory")
	}
}

func TestDump(t *testing.T) {
	c, _ := newCache(2)
	c.Set("a", 1)
	requireGolden(t, c.Dump(), "testdata/dump.golden") //! unknown ambiguous 0
	checkNoLeak(t)                                     //! unknown ambiguous 0
}

func BenchmarkGet(b *testing.B) {
	c, _ := newCache(2)
	c.Set("a", 1)
	for b.Loop() {
		if v, _ := c.Get("a"); v != 1 { //! value business 3 echo ? none
			b.Fatal(v)
		}
	}
}
