describe('orders', () => {
  beforeEach(() => {
    cy.visit('/orders');
  });

  it('lists', () => {
    cy.get('li').should('have.length', 3); //! size shape 2
    cy.get('h1').should('be.visible'); //! existence shape 1
    cy.get('h1').should('have.text', 'Orders'); //! value business 3
    cy.get('h1').should('be.visible').and('contain', 'Ord'); //! existence shape 1, value-partial business 2
    cy.get('.error').should('not.exist'); //! existence business 2
    cy.contains('Saved'); //! value-partial business 2 implicit
    cy.url().should('include', '/orders'); //! value-partial business 2
    cy.url().should('eq', 'http://localhost/orders'); //! value business 3
    cy.get('input').should('have.value', '7'); //! value business 3
    cy.get('a').should('have.attr', 'href'); //! shape shape 1
    cy.get('a').should('have.attr', 'href', '/x'); //! value business 3
    cy.get('li').should(($li) => {
      expect($li).to.have.length(3); //! size shape 2
    });
    cy.request('/api').its('status').should('equal', 200); //! status-only shape 1
    cy.get('@save').should('have.been.calledWith', 7); //! call-args business 2
  });
});
