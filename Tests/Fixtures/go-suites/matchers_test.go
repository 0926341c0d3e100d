package cart

import (
	"testing"

	qt "github.com/frankban/quicktest"
	"github.com/matryer/is"
	. "github.com/onsi/gomega"
)

func TestGomega(t *testing.T) {
	g := NewWithT(t)
	err := Save()
	g.Expect(Total("a")).To(Equal(42))                 //! value business 3
	g.Expect(Total("a")).NotTo(Equal(42))              //! relational business 1
	g.Expect(err).NotTo(HaveOccurred())                //! no-throw shape 1
	g.Expect(err).To(HaveOccurred())                   //! throws-any shape 1
	g.Expect(err).To(BeNil())                          //! no-throw shape 1
	g.Expect(err).To(MatchError("empty"))              //! throws-specific business 3
	g.Expect(Items()).To(HaveLen(3))                   //! size shape 2
	g.Expect(Items()).To(BeEmpty())                    //! size business 2
	g.Expect(Find("a")).ToNot(BeNil())                 //! existence shape 1
	g.Expect(Render()).To(ContainSubstring("Ada"))     //! value-partial business 2
	g.Expect(IsOpen()).To(BeTrue())                    //! value business 2
	g.Expect(Find("a")).To(BeAssignableToTypeOf(&Book{})) //! type-only shape 1
	g.Expect(Names()).To(And(HaveLen(1), ConsistOf("a"))) //! value business 3
	g.Eventually(Count).Should(Equal(3))               //! value business 3
	g.Expect(Total("a"))                               //! vacuous none 0
}

func TestQuicktest(t *testing.T) {
	c := qt.New(t)
	err := Save()
	c.Assert(err, qt.IsNil)                     //! no-throw shape 1
	c.Assert(Total("a"), qt.Equals, 42)         //! value business 3
	c.Check(Items(), qt.HasLen, 3)              //! size shape 2
	c.Assert(err, qt.ErrorMatches, "empty.*")   //! throws-specific business 3
	c.Assert(Find("a"), qt.Not(qt.IsNil))       //! existence shape 1
	qt.Assert(t, Names(), qt.DeepEquals, []string{"a"}) //! value business 3
	qt.Assert(t, qt.Equals(Total("a"), 42))     //! value business 3
	c.Assert(IsOpen(), qt.IsTrue)               //! value business 2
}

func TestIs(t *testing.T) {
	is := is.New(t)
	got, err := Parse("a")
	is.NoErr(err)              //! no-throw shape 1
	is.Equal(got, 42)          //! value business 3
	is.True(got > 3)           //! relational business 2
	is.True(IsOpen())          //! value business 2
}
