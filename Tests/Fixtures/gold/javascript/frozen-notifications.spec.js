// Imitates the notification service of a mid-size company (mocha, chai, sinon, sinon-chai, chai-as-promised). Frozen.
import sinon from 'sinon';
import { expect, use } from 'chai';
import sinonChai from 'sinon-chai';
import chaiAsPromised from 'chai-as-promised';
import { Dispatcher } from '../src/dispatcher.js';
import { ChannelError, RateLimited } from '../src/errors.js';
import { renderTemplate, templateNames } from '../src/templates.js';
import { digestFor, subjectLine } from '../src/digest.js';
import { MAX_RETRIES } from '../src/config.js';
import { assertDeliverable } from '@mailbox/testing';

use(sinonChai);
use(chaiAsPromised);

describe('Dispatcher', () => {
  let clock;
  let mail;
  let push;
  let dispatcher;

  beforeEach(() => {
    clock = sinon.useFakeTimers(new Date('2024-05-01T08:00:00Z'));
    mail = { send: sinon.stub().resolves({ id: 'm1' }) };
    push = { send: sinon.stub().resolves({ id: 'p1' }) };
    dispatcher = new Dispatcher({ mail, push });
  });

  afterEach(() => {
    clock.restore();
    sinon.restore();
  });

  it('sends a mail', async () => {
    await dispatcher.notify({ to: 'ada@example.org', kind: 'welcome' });
    expect(mail.send).to.have.been.calledOnce; //! call shape 1 supporting
    expect(mail.send).to.have.been.calledWith('ada@example.org', sinon.match({ subject: 'Welcome!' })); //! call-args business 2
    expect(mail.send.firstCall.args[1].text).to.include('Hello ada'); //! call-args business 2
    expect(push.send).not.to.have.been.called; //! call business 2 absent
    assertDeliverable(mail.send); //! unknown ambiguous 0
  });

  it('prefers the phone at night', async () => {
    clock.tick(14 * 60 * 60 * 1000);
    await dispatcher.notify({ to: 'ada', kind: 'alarm', device: 'd1' });
    sinon.assert.calledWith(push.send, 'd1'); //! call-args business 2
    sinon.assert.calledWith(push.send, sinon.match.string, sinon.match.object); //! call shape 1 supporting
    sinon.assert.notCalled(mail.send); //! call business 2 absent
  });

  it('mails before it pushes', async () => {
    await dispatcher.notify({ to: 'ada', kind: 'invoice', device: 'd1' });
    expect(mail.send).to.have.been.calledBefore(push.send); //! call shape 2
    expect(mail.send.callCount + push.send.callCount).to.equal(2); //! call shape 1
  });

  it('answers with the id of the message', async () => {
    const result = await dispatcher.notify({ to: 'ada', kind: 'welcome' });
    expect(result).to.exist; //! existence shape 1 supporting
    expect(result).to.be.an('object'); //! type-only shape 1 supporting
    expect(result.id).to.equal('m1'); //! value business 2 pass-through
    expect(result).to.have.keys('id', 'channel', 'sentAt'); //! shape shape 2 supporting
    expect(result.sentAt).to.equal('2024-05-01T08:00:00.000Z'); //! value business 3
    expect(await mail.send()).to.deep.equal({ id: 'm1' }); //! vacuous none 0 mock-return
  });

  it('tries again and gives up', async () => {
    mail.send.rejects(new Error('smtp down'));
    const attempt = dispatcher.notify({ to: 'ada', kind: 'welcome' });
    await clock.runAllAsync();
    await expect(attempt).to.be.rejectedWith(ChannelError, 'smtp down'); //! throws-specific business 3
    expect(mail.send.callCount).to.equal(MAX_RETRIES); //! call shape 1 shared-constant
  });

  it('fails for an unknown kind', async () => {
    await expect(dispatcher.notify({ to: 'ada', kind: 'nope' })).to.be.rejected; //! throws-any shape 1
    await expect(dispatcher.notify({ to: 'ada', kind: 'nope' })).to.be.rejectedWith(Error); //! throws-any shape 1
    expect(dispatcher.notify({ to: 'ada', kind: 'nope' })).to.be.rejectedWith(ChannelError); //! throws-specific business 0 unawaited
  });

  it('limits the rate', async () => {
    const burst = [1, 2, 3, 4].map(() => dispatcher.notify({ to: 'ada', kind: 'welcome' }));
    const results = await Promise.allSettled(burst);
    expect(results.map((r) => r.status)).to.eql(['fulfilled', 'fulfilled', 'fulfilled', 'rejected']); //! value business 3
    expect(results[3].reason).to.be.instanceOf(RateLimited); //! throws-specific business 2
    expect(results[3].reason.retryAfter).to.equal(60); //! throws-specific business 3
    expect(results).to.have.length(4); //! size shape 2 supporting
  });

  it('emits an event', () => {
    const spy = sinon.spy();
    dispatcher.on('queued', spy);
    dispatcher.enqueue({ to: 'bob', kind: 'welcome' });
    expect(spy.calledOnce).to.equal(true); //! call shape 1
    expect(spy.getCall(0).args).to.deep.equal([{ to: 'bob', kind: 'welcome', position: 1 }]); //! call-args business 2
    dispatcher.on('sent', (message) => {
      expect(message.to).to.equal('bob'); //! value business 1 callback
    });
  });

  it('swallows what it finds', async () => {
    try {
      const result = await dispatcher.notify({ to: 'eve', kind: 'welcome' });
      expect(result.channel).to.equal('mail'); //! value business 0 swallowed
    } catch (error) {
      console.warn('should not happen', error);
    }
  });
});

describe('templates', () => {
  it('renders names', () => {
    const html = renderTemplate('welcome', { name: '<Ada>' });
    expect(html).to.contain('&lt;Ada&gt;'); //! value-partial business 2
    expect(html).to.not.contain('<Ada>'); //! relational business 1 negative
    expect(html).to.be.a('string').that.is.not.empty; //! type-only shape 1 supporting; size shape 1 supporting
    expect(renderTemplate('plain', { name: 'Ada' })).to.equal('Hello Ada,\n'); //! value business 3
  });

  it('knows its templates', () => {
    expect(templateNames()).to.include.members(['welcome', 'alarm']); //! value-partial business 2
    expect(templateNames()).to.be.an.instanceof(Array); //! type-only shape 1 supporting
    for (const name of templateNames()) {
      expect(() => renderTemplate(name, {})).to.not.throw(); //! no-throw shape 1 loop-unknown
    }
  });

  it('throws for a missing template', () => {
    expect(() => renderTemplate('ghost', {})).to.throw(/no template "ghost"/); //! throws-specific business 3
    expect(() => renderTemplate('ghost', {})).to.not.throw(RateLimited); //! no-throw shape 1 misleading
  });
});

describe('digest', () => {
  const events = [
    { kind: 'comment', at: 3 },
    { kind: 'like', at: 1 },
    { kind: 'comment', at: 2 },
  ];

  it('groups and sorts', () => {
    const digest = digestFor('ada', events);
    expect(digest.groups).to.deep.equal({ comment: 2, like: 1 }); //! value business 3
    expect(digest.events[0].at).to.be.at.most(digest.events[1].at); //! relational business 2
    expect(digest.subject).to.equal(subjectLine(digest)); //! mirrored none 1 sut-computed
    expect(digestFor('ada', events)).to.deep.equal(digestFor('ada', events)); //! mirrored none 0 self-call
  });

  it('is empty without events', () => {
    expect(digestFor('ada', []).events).to.be.empty; //! size business 2 absent
    expect(digestFor('ada', []).subject).to.be.null; //! existence business 2 absent
    expect(digestFor('ada', []).events.length).to.be.at.least(0); //! vacuous none 0 impossible
  });

  it('resolves', () => {
    return expect(dispatchLater(events)).to.eventually.have.property('count', 3); //! value business 3
  });

  function dispatchLater(list) {
    return new Dispatcher({}).digest(list);
  }
});
