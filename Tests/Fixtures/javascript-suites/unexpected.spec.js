const expect = require('unexpected');
const { parse, load, Broken } = require('../lib/parse');

describe('parse', function () {
  it('speaks in phrases', function () {
    expect(parse('1'), 'to equal', 1); //! value business 3
    expect(parse('1'), 'to be', 1); //! value business 3
    expect(parse('1'), 'not to be', 2); //! relational business 1
    expect(parse('1'), 'to be a', 'number'); //! type-only shape 1
    expect(parse('[1]'), 'to have length', 1); //! size shape 2
    expect(parse('[]'), 'to be empty'); //! size business 2
    expect(parse('"ab"'), 'to contain', 'a'); //! value-partial business 2
    expect(parse('{"a":1}'), 'to satisfy', { a: 1 }); //! value-partial business 2
    expect(parse('null'), 'to be null'); //! existence business 2
    expect(() => parse('['), 'to throw', Broken); //! throws-specific business 2
    expect(() => parse('['), 'to throw', /line 1/); //! throws-specific business 3
    expect(load('x'), 'to be rejected'); //! throws-any shape 0 unawaited
    expect(parse('x'), 'to resemble a sentence'); //! unknown ambiguous 0
  });
});
