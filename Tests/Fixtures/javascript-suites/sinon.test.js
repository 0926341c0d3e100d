import sinon from 'sinon';
import { expect, use } from 'chai';
import sinonChai from 'sinon-chai';
import { notify, Notifier } from '../src/notify.js';

use(sinonChai);

describe('notify', () => {
  it('sends mail', () => {
    const send = sinon.spy();
    notify('ada', send);
    sinon.assert.called(send); //! call shape 1
    sinon.assert.calledOnce(send); //! call shape 1
    sinon.assert.calledWith(send, 'ada'); //! call-args business 2
    sinon.assert.calledWith(send, sinon.match.string); //! call shape 1
    sinon.assert.notCalled(sinon.spy()); //! call business 2
    expect(send.calledOnce).to.be.true; //! call shape 1
    expect(send.callCount).to.equal(1); //! call shape 1
    expect(send.calledWith('ada')).to.be.true; //! call-args business 2
    expect(send.firstCall.args[0]).to.equal('ada'); //! call-args business 2
    expect(send.args[0][0]).to.equal('ada'); //! call-args business 2
    expect(send).to.have.been.called; //! call shape 1
    expect(send).to.have.been.calledOnce; //! call shape 1
    expect(send).to.have.been.calledWith('ada'); //! call-args business 2
    expect(send).to.have.been.calledOnceWithExactly('ada'); //! call-args business 2
    expect(send).to.not.have.been.called; //! call business 2
    expect(send.notCalled).to.be.true; //! call business 2
    expect(send.called).to.equal(false); //! call business 2
  });

  it('returns what the stub returns', () => {
    const stub = sinon.stub().returns(5);
    expect(stub()).to.equal(5); //! vacuous none 0
  });
});
