// Imitates a mature CSV import/export library (CommonJS, tape, no build step). Frozen.
'use strict';

var test = require('tape');
var stream = require('stream');
var csv = require('../');
var Importer = require('../lib/importer');
var CsvError = require('../lib/error');
var sniff = require('../lib/sniff');
var validateHeader = require('../lib/header').validateHeader;
var expectRows = require('csv-spec-runner').expectRows;

function lines() {
  return Array.prototype.slice.call(arguments).join('\n') + '\n';
}

function assertParses(t, text, rows) {
  t.deepEqual(csv.parse(text), rows, 'parses ' + JSON.stringify(text));
}

test('parse: plain fields', function (t) {
  t.plan(3);
  t.deepEqual(csv.parse('a,b\n1,2\n'), [['a', 'b'], ['1', '2']]); //! value business 3
  assertParses(t, 'a,"b,c"', [['a', 'b,c']]); //! value business 3
  assertParses(t, '', []); //! size business 2 absent
});

test('parse: with a header', function (t) {
  var rows = csv.parse(lines('name,age', 'Ada,36', 'Bob,41'), { header: true });
  t.equal(rows.length, 2); //! size shape 2 supporting
  t.ok(Array.isArray(rows)); //! type-only shape 1 supporting
  t.ok('age' in rows[0]); //! shape shape 1
  t.equal(rows[1].age, '41', 'numbers stay text'); //! value business 3
  t.notOk(rows[0].email, 'no such column'); //! existence business 2 absent
  rows.forEach(function (row) {
    t.equal(typeof row.name, 'string'); //! type-only shape 1
  });
  t.end();
});

test('parse: errors', function (t) {
  t.throws(function () { csv.parse('"open'); }, CsvError); //! throws-specific business 2
  t.throws(function () { csv.parse('"a"b'); }, /unexpected b at 1:4/); //! throws-specific business 3
  t.throws(function () { csv.parse(null); }, TypeError); //! throws-specific business 2 accidental
  t.throws(function () { csv.parse('a', { delimiter: '' }); }); //! throws-any shape 1
  t.throws(function () { csv.parse('a', { quote: '""' }); }, Error); //! throws-any shape 1
  t.doesNotThrow(function () { csv.parse('a,,b'); }); //! no-throw shape 1
  t.end();
});

test('parse: error positions', function (t) {
  try {
    csv.parse('a\n"b');
    t.fail('must throw');
  } catch (err) {
    t.equal(err.line, 2); //! throws-specific business 3
    t.equal(err.message, 'unterminated quote'); //! throws-specific business 3
  }
  t.end();
});

test('stringify: round trip', function (t) {
  var rows = [['x', 'y "z"'], ['', 'a,b']];
  t.deepEqual(csv.parse(csv.stringify(rows)), rows); //! relational business 3
  t.equal(csv.stringify([['a', 'b']]), 'a,b\n'); //! value business 3
  t.equal(csv.stringify(rows), csv.stringify(rows)); //! mirrored none 0 self-call
  t.match(csv.stringify(rows), /""z""/); //! value-partial business 2
  t.end();
});

test('sniff: guesses the delimiter', function (t) {
  [
    ['a;b;c', ';'],
    ['a\tb', '\t'],
    ['a,b;c,d', ','],
  ].forEach(function (row) {
    t.equal(sniff(row[0]).delimiter, row[1]); //! value business 3
  });
  t.ok(sniff('a,b').confidence > 0); //! relational business 1
  t.ok(sniff('a,b').confidence <= 1); //! relational business 2
  t.notEqual(sniff('a|b').delimiter, ','); //! relational business 1 negative
  t.true(sniff('a,b') !== null); //! existence shape 1
  t.end();
});

test('importer: streams', function (t) {
  var seen = [];
  var errors = 0;
  var importer = new Importer({
    onRow: function (row) { seen.push(row); },
    onError: function () { errors += 1; },
  });
  stream.Readable.from(['a,b\n', '1,', '2\n']).pipe(importer);
  importer.on('finish', function () {
    t.deepEqual(seen, [['a', 'b'], ['1', '2']]); //! value business 3
    t.equal(errors, 0); //! call business 2 absent
    t.end();
  });
});

test('importer: state', function (t) {
  t.plan(5);
  var importer = new Importer({});
  t.ok(importer instanceof stream.Writable); //! type-only shape 1
  t.ok(importer); //! vacuous none 0 no-sut
  t.equal(importer.state, importer.state); //! vacuous none 0 self-comparison
  t.pass('constructed'); //! vacuous none 0 constant
  importer.end(function (err) {
    t.error(err); //! no-throw shape 1
  });
});

test('header: reports what is missing', function (t) {
  var problems = validateHeader(['name'], ['name', 'age']);
  t.deepEqual(problems, [{ column: 'age', problem: 'missing' }]); //! value business 3
  t.same(validateHeader(['name'], ['name']), []); //! size business 2 absent
  expectRows(csv, './fixtures/header.csv'); //! unknown ambiguous 0
  t.comment('should be equal on every platform');
  t.end();
});

test.skip('parse: huge files', function (t) {
  t.equal(csv.parse(lines('a', 'b')).length, 2); //! size shape 0 dead
  t.end();
});
