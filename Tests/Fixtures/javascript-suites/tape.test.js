var test = require('tape');
var camel = require('../');

test('camel case', function (t) {
  t.plan(4);
  t.equal(camel('a-b'), 'aB'); //! value business 3
  t.deepEqual(camel.parts('a-b'), ['a', 'b']); //! value business 3
  t.ok(camel('a')); //! existence shape 1
  t.notOk(camel('')); //! existence business 2
});

test('more', function (t) {
  t.same(camel.parts('x'), ['x']); //! value business 3
  t.notEqual(camel('a-b'), 'a-b'); //! relational business 1
  t.equals(camel('b-c'), 'bC', 'joins words'); //! value business 3
  t.throws(function () { camel(1); }); //! throws-any shape 1
  t.throws(function () { camel(1); }, /string/); //! throws-specific business 3
  t.error(camel.lastError); //! no-throw shape 1
  t.true(camel.accepts('x')); //! value business 2
  t.pass('got here'); //! vacuous none 0
  t.equal(camel.cache.length, 0); //! size business 2
  t.end();
});

test('subtests', function (t) {
  t.test('inner', function (st) {
    st.equal(camel('q-r'), 'qR'); //! value business 3
    st.end();
  });
  t.end();
});

test.skip('not yet', function (t) {
  t.equal(camel('z'), 'z'); //! value business 3
  t.end();
});
