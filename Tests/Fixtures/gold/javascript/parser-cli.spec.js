// Imitates a mature command line tool (mocha, chai expect/should/assert, sinon): config parser, state machine, exit codes.
'use strict';

const { spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');
const { expect, assert } = require('chai');
const should = require('chai').should();
const sinon = require('sinon');
const { parse, format, ParseError } = require('../lib/parser');
const { Machine, InvalidTransition } = require('../lib/machine');
const cli = require('../lib/cli');
const { checkStdout } = require('cli-test-kit');

function run(...args) {
  return spawnSync(process.execPath, [path.join(__dirname, '../bin/tidy.js'), ...args], { encoding: 'utf8' });
}

function shouldReject(text, line) {
  try {
    parse(text);
  } catch (error) {
    if (error.line !== line) {
      throw new Error(`expected line ${line}, got ${error.line}`);
    }
    return;
  }
  throw new Error('expected a ParseError');
}

describe('parse', function () {
  it('reads sections', function () {
    const config = parse('[server]\nport = 8080\nhost = "::1"\n');
    expect(config).to.be.an('object').and.have.property('server'); //! type-only shape 1 supporting; shape shape 1 supporting
    expect(config.server).to.deep.equal({ port: 8080, host: '::1' }); //! value business 3
    expect(config).to.not.have.property('client'); //! shape business 2 absent ? existence
  });

  it('reads lists in order', function () {
    const { hosts } = parse('hosts = [b, a, c]');
    hosts.should.deep.equal(['b', 'a', 'c']); //! value business 3
    hosts.should.have.lengthOf(3); //! size shape 2 supporting
    hosts.should.include('c'); //! value-partial business 2
    expect(hosts).to.have.members(['a', 'b', 'c']); //! value business 3
  });

  it('has no value for an empty text', function () {
    expect(parse('')).to.be.empty; //! size business 2 absent
    expect(parse('# only a comment').server).to.be.undefined; //! existence business 2 absent
    should.not.exist(parse('').server); //! existence business 2 absent
  });

  it('names the line of an error', function () {
    expect(() => parse('[server\n')).to.throw(ParseError, 'line 1'); //! throws-specific business 3
    expect(() => parse('a = 1\n= 2')).to.throw(ParseError); //! throws-specific business 2
    expect(() => parse('a = 1\na = 2')).to.throw(); //! throws-any shape 1
    expect(() => parse('a = [')).to.throw(Error); //! throws-any shape 1
    shouldReject('a = 1\nb', 2); //! throws-specific business 3
  });

  it('takes Windows line ends', function () {
    expect(() => parse('a = 1\r\nb = 2\r\n')).to.not.throw(); //! no-throw shape 1
    assert.doesNotThrow(() => parse('\ufeffa = 1')); //! no-throw shape 1
  });

  it('prints what it read', function () {
    const text = 'port = 8080\n';
    expect(format(parse(text))).to.equal(text); //! relational business 3
    expect(format(parse('b=1\na=2'))).to.match(/^b = 1$/m); //! value-partial business 2
    expect(format(parse('x = 1'))).to.satisfy((out) => out.endsWith('\n')); //! value-partial business 2
    expect(format(parse('x = 1'))); //! vacuous none 0 incomplete
  });
});

describe('Machine', function () {
  let machine;
  let onEnter;

  beforeEach(function () {
    onEnter = sinon.spy();
    machine = new Machine({ idle: ['running'], running: ['done', 'failed'] }, 'idle', { onEnter });
  });

  it('starts idle', function () {
    assert.isOk(machine); //! vacuous none 0 no-sut
    assert.equal(machine.state, 'idle'); //! value business 3 echo
    assert.isFalse(machine.can('done')); //! value business 3
    assert.isTrue(machine.can('running')); //! value business 3
  });

  it('follows allowed transitions', function () {
    expect(() => machine.to('running')).to.change(machine, 'state'); //! relational business 1
    expect(machine.history).to.have.lengthOf.at.least(1); //! size shape 1
    sinon.assert.calledOnce(onEnter); //! call shape 1 supporting
    sinon.assert.calledWithExactly(onEnter, 'running', 'idle'); //! call-args business 2
  });

  it('refuses others', function () {
    expect(() => machine.to('done')).to.throw(InvalidTransition).with.property('from', 'idle'); //! throws-specific business 2; throws-specific business 3
    expect(onEnter.notCalled).to.be.true; //! call business 2 absent
    expect(machine.state).to.be.a('string'); //! type-only shape 1
  });

  it('keeps handlers', function () {
    expect(machine).to.respondTo('to'); //! shape shape 1
    expect(machine).to.have.all.keys('state', 'history', 'table', 'hooks'); //! shape shape 2
  });
});

describe('cli', function () {
  afterEach(() => sinon.restore());

  it('prints the version', function () {
    const result = run('--version');
    expect(result.status).to.equal(0); //! status-only shape 1 supporting
    expect(result.stderr).to.equal(''); //! value business 3
    checkStdout(result); //! unknown ambiguous 0
  });

  it('fails on an unknown option', function () {
    const result = run('--frobnicate');
    expect(result.status).to.equal(2); //! status-only shape 1 supporting
    expect(result.stderr).to.contain('unknown option'); //! value-partial business 2
  });

  it('writes the file', function () {
    const read = sinon.stub(fs, 'readFileSync').returns('a=1');
    const write = sinon.stub(fs, 'writeFileSync');
    cli.main(['fmt', 'a.conf', '--write']);
    expect(write.callCount).to.equal(1); //! call shape 1 supporting
    expect(write.firstCall.args[0]).to.equal('a.conf'); //! call-args business 2
    sinon.assert.callOrder(read, write); //! call shape 2 supporting
  });

  it('asks before it overwrites', function (done) {
    cli.main(['init'], (error, answer) => {
      assert.ifError(error); //! no-throw shape 1
      expect(answer.overwrite).to.equal(false); //! value business 3
      done();
    });
  });

  it('prints help', function () {
    const out = run('help').stdout;
    out.should.not.equal(''); //! relational business 1 negative
    expect(out.length > 10).to.be.true; //! size shape 1
  });

  xit('reads from a pipe', function () {
    expect(run('-').status).to.equal(0); //! status-only shape 0 dead
  });
});
