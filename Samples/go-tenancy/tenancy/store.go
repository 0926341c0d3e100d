// Package tenancy keeps documents of several customers in one store.
package tenancy

import (
	"errors"
	"sort"
	"strings"
	"sync"
)

var (
	ErrNotFound     = errors.New("not found")
	ErrForbidden    = errors.New("forbidden")
	ErrInvalidTitle = errors.New("invalid title")
)

// Role says what a member may do inside one tenant.
type Role int

const (
	Reader Role = iota
	Editor
	Admin
)

// User is a member of one tenant.
type User struct {
	ID       string
	TenantID string
	Role     Role
}

// Document belongs to exactly one tenant.
type Document struct {
	ID       string
	TenantID string
	OwnerID  string
	Title    string
	Deleted  bool
}

// Store holds the documents of all tenants.
type Store struct {
	mu        sync.Mutex
	documents []*Document
}

// NewStore makes an empty store.
func NewStore() *Store {
	return &Store{}
}

// Add keeps a document in the tenant of its author.
func (s *Store) Add(user User, id, title string) (*Document, error) {
	if user.Role < Editor {
		return nil, ErrForbidden
	}
	title = strings.TrimSpace(title)
	if title == "" || len(title) > 80 {
		return nil, ErrInvalidTitle
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	document := &Document{ID: id, TenantID: user.TenantID, OwnerID: user.ID, Title: title}
	s.documents = append(s.documents, document)
	return document, nil
}

// Get gives a document to members of its tenant only.
func (s *Store) Get(user User, id string) (*Document, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, document := range s.documents {
		if document.ID != id || document.Deleted {
			continue
		}
		if document.TenantID != user.TenantID {
			return nil, ErrNotFound
		}
		return document, nil
	}
	return nil, ErrNotFound
}

// Delete marks a document as deleted; only its owner and admins of the tenant may.
func (s *Store) Delete(user User, id string) error {
	document, err := s.Get(user, id)
	if err != nil {
		return err
	}
	if document.OwnerID != user.ID && user.Role != Admin {
		return ErrForbidden
	}
	document.Deleted = true
	return nil
}

// Titles lists what a member can see, in order.
func (s *Store) Titles(user User, prefix string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	titles := []string{}
	for _, document := range s.documents {
		if document.TenantID == user.TenantID && !document.Deleted && strings.HasPrefix(document.Title, prefix) {
			titles = append(titles, document.Title)
		}
	}
	sort.Strings(titles)
	return titles
}
