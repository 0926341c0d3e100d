const { expect: check } = require('chai');
const chai = require('chai');
const should = chai.should();
const { assert } = chai;
const { parse, format, Parser, ParseError, keep } = require('../lib/parser');

describe('Parser', function () {
  context('with expect', function () {
    it('parses numbers', function () {
      check(parse('1')).to.equal(1); //! value business 3
      check(parse('[1,2]')).to.deep.equal([1, 2]); //! value business 3
      check(parse('[]')).to.eql([]); //! size business 2 absent
      check(parse('x')).to.not.equal(1); //! relational business 1
      check(parse('1')).to.be.a('number'); //! type-only shape 1
      check(parse('[1]')).to.be.an('array').that.includes(1); //! type-only shape 1, value-partial business 2
      check(parse('[1]')).to.be.an('array').with.lengthOf(1); //! type-only shape 1, size shape 2
      check(new Parser()).to.be.an.instanceof(Parser); //! vacuous none 0
      check(parse('true')).to.be.true; //! value business 2
      check(parse('null')).to.be.null; //! existence business 2
      check(parse('u')).to.be.undefined; //! existence business 2
      check(parse('x')).to.exist; //! existence shape 1
      check(parse('x')).to.be.ok; //! existence shape 1
      check(parse('{}')).to.be.empty; //! size business 2
      check(parse('[1]')).to.not.be.empty; //! size shape 1
      check(parse('3')).to.be.above(2); //! relational business 2
      check(parse('3')).to.be.within(1, 5); //! relational business 2
      check(parse('[1,2]')).to.have.length.above(1); //! size shape 1
      check(parse('[1,2]')).to.have.lengthOf(2); //! size shape 2
      check(parse('{"a":1}')).to.have.property('a'); //! shape shape 1
      check(parse('{"a":1}')).to.have.property('a', 1); //! value business 3
      check(parse('{"a":1}')).to.have.property('a').that.equals(1); //! shape shape 1, value business 3
      check(parse('{"a":1,"b":2}')).to.have.all.keys('a', 'b'); //! shape shape 2
      check(parse('"abc"')).to.include('b'); //! value-partial business 2
      check(parse('"abc"')).to.match(/^a/); //! value-partial business 2
      check(parse('[1,2]')).to.have.members([2, 1]); //! value business 3
      check(parse('[1,2]')).to.include.members([2]); //! value-partial business 2
      check(parse('1.5')).to.be.closeTo(1.5, 0.01); //! value business 3
      check(parse('1')).to.be.oneOf([1, 2]); //! value-partial business 2
      check(typeof parse('1')).to.equal('number'); //! type-only shape 1
    });

    it('throws', function () {
      check(() => parse('[')).to.throw(); //! throws-any shape 1
      check(() => parse('[')).to.throw(ParseError); //! throws-specific business 2
      check(() => parse('[')).to.throw(ParseError, /line 1/); //! throws-specific business 3
      check(() => parse('[')).to.throw('line 1'); //! throws-specific business 3
      check(() => parse('1')).to.not.throw(); //! no-throw shape 1
      check(() => parse('1')).to.not.throw(ParseError); //! no-throw shape 1 misleading
    });

    it('changes', function () {
      const box = new Parser();
      check(() => box.push(1)).to.change(box, 'depth').by(1); //! relational business 1, value business 3
    });
  });

  describe('with should', function () {
    it('formats', function () {
      format(1).should.equal('1'); //! value business 3
      format([1]).should.be.a('string').and.equal('[1]'); //! type-only shape 1, value business 3
      format({}).should.not.be.empty; //! size shape 1
      should.exist(format(1)); //! existence shape 1
      should.not.exist(format(undefined)); //! existence business 2
      format.should.be.a.Function; //! type-only shape 1
    });
  });

  suite('with assert', function () {
    specify('formats', function () {
      assert.equal(format(1), '1'); //! value business 3
      assert.deepEqual(parse('[1]'), [1]); //! value business 3
      assert.isTrue(Parser.accepts('1')); //! value business 2
      assert.isFalse(Parser.accepts('[')); //! value business 2
      assert.isString(format(1)); //! type-only shape 1
      assert.isArray(parse('[]')); //! type-only shape 1
      assert.lengthOf(parse('[1]'), 1); //! size shape 2
      assert.isEmpty(parse('[]')); //! size business 2
      assert.include(format([1, 2]), '1'); //! value-partial business 2
      assert.property(parse('{"a":1}'), 'a'); //! shape shape 1
      assert.propertyVal(parse('{"a":1}'), 'a', 1); //! value business 3
      assert.throws(() => parse('['), ParseError); //! throws-specific business 2
      assert.throws(() => parse('[')); //! throws-any shape 1
      assert.isNull(parse('null')); //! existence business 2
      assert.isAbove(parse('3'), 2); //! relational business 2
      assert(parse('1') === 1); //! value business 3
      assert(parse('1')); //! existence shape 1
      assert.ok(parse('1'), 'parses'); //! existence shape 1
      assert.sameMembers(parse('[1,2]'), [2, 1]); //! value business 3
      assert.notEqual(format(1), '2'); //! relational business 1
    });

    it('skips at run time', function () {
      this.skip();
      assert.equal(format(2), '2'); //! value business 0 dead
    });
  });
});
