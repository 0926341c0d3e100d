// Imitates a multi-tenant repository layer with a testify suite; one author, steady style, some hollow spots.
package tenancy

import (
	"context"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/suite"
)

type RepositorySuite struct {
	suite.Suite
	repo *Repository
	ctx  context.Context
}

func TestRepositorySuite(t *testing.T) {
	suite.Run(t, new(RepositorySuite))
}

func (s *RepositorySuite) SetupTest() {
	repo, err := Open(":memory:")
	s.Require().NoError(err) //! no-throw shape 1
	s.repo = repo
	s.ctx = WithTenant(context.Background(), "acme")
}

func (s *RepositorySuite) assertProject(p *Project, name string, seats int) {
	s.Equal(name, p.Name)
	s.Equal(seats, p.Seats)
}

func (s *RepositorySuite) get(path, token string) *httptest.ResponseRecorder {
	rec := httptest.NewRecorder()
	req := httptest.NewRequest(http.MethodGet, path, nil)
	req.Header.Set("X-Token", token)
	Handler(s.repo).ServeHTTP(rec, req)
	return rec
}

func (s *RepositorySuite) TestCreate() {
	p, err := s.repo.Create(s.ctx, "Engine", 5)
	s.Require().NoError(err)        //! no-throw shape 1 supporting
	s.NotZero(p.ID)                 //! existence shape 1
	s.assertProject(p, "Engine", 5) //! value business 3 echo; value business 3 echo
	s.Equal("acme", p.Tenant)       //! value business 3 echo
	s.IsType(&Project{}, p)         //! type-only shape 1 ? vacuous
}

func (s *RepositorySuite) TestList() {
	s.repo.Create(s.ctx, "Engine", 5)
	s.repo.Create(s.ctx, "Loom", 2)
	projects, err := s.repo.List(s.ctx)
	s.NoError(err)                                               //! no-throw shape 1 supporting
	s.Len(projects, 2)                                           //! size shape 2
	s.ElementsMatch([]string{"Engine", "Loom"}, Names(projects)) //! value business 3
	for _, p := range projects {
		s.Equal("acme", p.Tenant) //! value business 3
	}
}

func (s *RepositorySuite) TestOtherTenantSeesNothing() {
	s.repo.Create(s.ctx, "Engine", 5)
	other := WithTenant(context.Background(), "initech")
	projects, err := s.repo.List(other)
	s.NoError(err)    //! no-throw shape 1
	s.Empty(projects) //! size business 2 absent
	_, err = s.repo.Get(other, "Engine")
	s.ErrorIs(err, ErrNotFound) //! throws-specific business 2
}

func (s *RepositorySuite) TestNoTenant() {
	_, err := s.repo.List(context.Background())
	s.Error(err)                                       //! throws-any shape 1 supporting
	s.EqualError(err, "tenancy: no tenant")            //! throws-specific business 3
	s.Panics(func() { Current(context.Background()) }) //! throws-any shape 1
}

func (s *RepositorySuite) TestStatusWithoutToken() {
	s.Equal(http.StatusUnauthorized, s.get("/projects", "").Code) //! status-only business 2 decision
}

func (s *RepositorySuite) TestStatusWithToken() {
	rec := s.get("/projects", "t-acme")
	s.Equal(http.StatusOK, rec.Code)  //! status-only business 2 decision
	s.JSONEq(`[]`, rec.Body.String()) //! size business 2 absent ? value
}

func (s *RepositorySuite) TestStatusOfHealth() {
	s.Equal(200, s.get("/health", "").Code)                         //! status-only shape 1
	s.HTTPSuccess(Handler(s.repo).ServeHTTP, "GET", "/health", nil) //! status-only shape 1
}

func (s *RepositorySuite) TestExportShape() {
	s.repo.Create(s.ctx, "Engine", 5)
	export := s.repo.Export(s.ctx)
	s.Contains(export, "projects")    //! shape shape 1
	s.Contains(export, "exported_at") //! shape shape 1
	s.NotContains(export, "password") //! shape shape 1 negative ? relational
	keys := make([]string, 0)
	for key := range export {
		keys = append(keys, key)
	}
	s.ElementsMatch([]string{"projects", "exported_at", "tenant"}, keys) //! shape shape 2
	_, isList := export["projects"].([]any)
	s.True(isList)                                      //! type-only shape 1
	s.Equal(reflect.Map, reflect.TypeOf(export).Kind()) //! type-only shape 1 ? vacuous
	s.NotNil(export["tenant"])                          //! existence shape 1
}

func (s *RepositorySuite) TestSchema() {
	columns := s.repo.Columns("projects")
	s.Equal([]string{"id", "tenant", "name", "seats"}, columns) //! shape shape 2 ? value
	s.Subset(columns, []string{"id", "tenant"})                 //! shape shape 2 supporting ? value-partial
	s.True(s.repo.HasTable("projects"))                         //! value business 2 ? shape
}

func (s *RepositorySuite) TestExportEqualsItself() {
	s.Equal(s.repo.Export(s.ctx), s.repo.Export(s.ctx)) //! mirrored none 0 self-call
	p, _ := s.repo.Create(s.ctx, "Engine", 5)
	s.Equal(Slug(p.Name), p.Slug)               //! mirrored none 1 sut-computed
	s.Equal(PriceOf(5), p.Price)                //! mirrored none 1 sut-computed
	s.Equal(ToDTO(p), s.repo.Read(s.ctx, p.ID)) //! mirrored none 1 sut-computed
}

func (s *RepositorySuite) TestSlug() {
	s.Equal("big-engine", Slug("Big Engine"))        //! value business 3
	s.Equal(Slug("a b"), Slug("A  B"))               //! relational business 2
	s.True(strings.HasPrefix(Slug("Engine"), "eng")) //! value-partial business 2
	s.Regexp("^[a-z-]+$", Slug("Ünï code"))          //! value-partial business 2 ? type-only
}

func (s *RepositorySuite) TestSeats() {
	before := s.repo.SeatsLeft(s.ctx)
	s.repo.Create(s.ctx, "Engine", 5)
	s.Equal(before-5, s.repo.SeatsLeft(s.ctx))   //! value business 3
	s.Less(s.repo.SeatsLeft(s.ctx), before)      //! relational business 2
	s.GreaterOrEqual(s.repo.SeatsLeft(s.ctx), 0) //! relational business 1
}

func (s *RepositorySuite) TestHooks() {
	var events []string
	s.repo.OnChange(func(e Event) { events = append(events, e.Kind+":"+e.Name) })
	s.repo.Create(s.ctx, "Engine", 5)
	s.repo.Rename(s.ctx, "Engine", "Loom")
	s.Equal([]string{"create:Engine", "rename:Loom"}, events) //! value business 3 ? call-args
}

func (s *RepositorySuite) TestCloseTwice() {
	s.NoError(s.repo.Close())                  //! no-throw shape 1
	s.NotPanics(func() { _ = s.repo.Close() }) //! no-throw shape 1
}

func (s *RepositorySuite) TestConsistency() {
	requireConsistent(s.T(), s.repo)     //! unknown ambiguous 0
	checkForeignKeys(s.T(), s.repo.DB()) //! unknown ambiguous 0
}

func (s *RepositorySuite) TestLater() {
	s.T().Skip("flaky")
	s.Equal(7, s.repo.Count()) //! value business 0 dead
}

func (s *RepositorySuite) TestMaybe() {
	if p, err := s.repo.Get(s.ctx, "Engine"); err == nil {
		s.Equal(5, p.Seats) //! value business 1 conditional
	}
}
