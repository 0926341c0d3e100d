package cart_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/mock"
	"github.com/stretchr/testify/require"
	"github.com/stretchr/testify/suite"

	"example.com/cart"
)

func TestPackage(t *testing.T) {
	got, err := cart.Total("a")
	require.NoError(t, err)                        //! no-throw shape 1
	assert.Equal(t, 42, got)                       //! value business 3
	assert.Equalf(t, 42, got, "of %s", "a")        //! value business 3
	assert.NotEqual(t, 41, got)                    //! relational business 1
	assert.Nil(t, err)                             //! no-throw shape 1
	assert.NotNil(t, cart.Find("a"))               //! existence shape 1
	assert.Nil(t, cart.Find("b"))                  //! existence business 2
	assert.Len(t, cart.Items(), 3)                 //! size shape 2
	assert.Empty(t, cart.Items())                  //! size business 2
	assert.NotEmpty(t, cart.Items())               //! size shape 1
	assert.True(t, cart.IsOpen())                  //! value business 2
	assert.True(t, got > 3)                        //! relational business 2
	assert.True(t, errors.Is(err, cart.ErrEmpty))  //! throws-specific business 2
	assert.Contains(t, cart.Render(), "Ada")       //! value-partial business 2
	assert.IsType(t, &cart.Book{}, cart.Find("a")) //! type-only shape 1
	assert.Error(t, err)                           //! throws-any shape 1
	assert.EqualError(t, err, "empty")             //! throws-specific business 3
	assert.ErrorIs(t, err, cart.ErrEmpty)          //! throws-specific business 2
	assert.Panics(t, func() { cart.Total("") })    //! throws-any shape 1
	assert.InDelta(t, 1.5, cart.Rate(), 0.01)      //! value business 3
	assert.Equal(t, 3, len(cart.Items()))          //! size shape 2
	assert.Equal(t, cart.Total("a"), cart.Total("a")) //! mirrored none 0
	assert.True(t, true)                           //! vacuous none 0
	assert.Equal(t, []string{"a"}, cart.Names())   //! value business 3
	if assert.NoError(t, err) { //! no-throw shape 1
		assert.Equal(t, 1, got) //! value business 1
	}
}

type CartSuite struct {
	suite.Suite
	cart *cart.Cart
}

func TestCart(t *testing.T) { suite.Run(t, new(CartSuite)) }

func (s *CartSuite) SetupTest() { s.cart = cart.New() }

func (s *CartSuite) TestAdds() {
	s.Require().NoError(s.cart.Add("a", 2)) //! no-throw shape 1
	s.Equal(2, s.cart.Count())              //! value business 3
	s.hasTotal(4)                           //! value business 3
}

func (s *CartSuite) hasTotal(want int) {
	s.Equal(want, s.cart.Total()) //! value business 3
}

func TestObjects(t *testing.T) {
	assert := assert.New(t)
	assert.Equal(3, cart.Count()) //! value business 3
	m := new(Mailer)
	m.On("Send", mock.Anything).Return(nil)
	cart.Checkout(m)
	m.AssertCalled(t, "Send", "ada@example.com") //! call-args business 2
	m.AssertNumberOfCalls(t, "Send", 1)          //! call shape 1
	m.AssertNotCalled(t, "Refund")               //! call business 2
	m.AssertExpectations(t)                      //! call shape 1
}
