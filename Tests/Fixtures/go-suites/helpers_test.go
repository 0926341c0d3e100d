package cart

import "testing"

func checkBook(t *testing.T, book *Book, author string) {
	t.Helper()
	if book.Author != author { //! value business 3
		t.Errorf("got %s", book.Author)
	}
}
