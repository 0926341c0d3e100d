package store

import (
	"fmt"
	. "math"
	db "example.com/app/database"
)

import "os"

type Set[K comparable, V any] struct {
	items map[K]V `json:"items"`
	grid  [side * 2]int
	Base[K]
	*Lock
}

type matrix [side]float64
type number interface {
	~int | ~float64
	Sum(a, b int) (n int, err error)
}
type handler func(w Writer, r *Request)

const (
	first = iota
	second
)

var a, b int = 1, 2
var table = []struct{ in, want string }{{"a", "A"}, {in: "b"}}

func (s *Set[K, V]) Get(key K, rest ...string) (value V, ok bool) { return s.items[key], true }
func (Set[K, V]) size() int
func plain(int, *Set[string, int], func() error) [4]byte { return [4]byte{} }
func Map[T, U any](xs []T, f func(T) U) []U { return nil }
