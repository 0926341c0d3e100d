describe('Player', function () {
  let player;

  beforeEach(function () {
    player = new Player();
    spyOn(player, 'announce');
  });

  it('plays a song', function () {
    player.play('Bells');
    expect(player.current).toEqual('Bells'); //! value business 3
    expect(player.isPlaying()).toBeTrue(); //! value business 2
    expect(player.isPaused()).toBeFalse(); //! value business 2
    expect(player.queue).toHaveSize(1); //! size shape 2
    expect(player.announce).toHaveBeenCalledWith('Bells'); //! call-args business 2
    expect(player.announce).toHaveBeenCalledWith(jasmine.any(String)); //! call shape 1
    expect(player.announce.calls.count()).toBe(1); //! call shape 1
    expect(player.announce.calls.argsFor(0)).toEqual(['Bells']); //! call-args business 2
    expect(player.song).toEqual(jasmine.objectContaining({ title: 'Bells' })); //! value-partial business 2
  });

  it('stops', function () {
    player.stop();
    expect(player.isPlaying()).toBeFalse(); //! value business 2
  });

  it('refuses', async function () {
    expect(function () { player.play(); }).toThrowError(); //! throws-any shape 1
    expect(function () { player.play(); }).toThrowError('no song'); //! throws-specific business 3
    expect(function () { player.play(); }).toThrowError(RangeError); //! throws-specific business 2
    await expectAsync(player.load('x')).toBeRejected(); //! throws-any shape 1
    await expectAsync(player.load('x')).toBeRejectedWithError('gone'); //! throws-specific business 3
    await expectAsync(player.load('a')).toBeResolvedTo('a'); //! value business 3
    await expectAsync(player.load('a')).toBeResolved(); //! no-throw shape 1
    expectAsync(player.load('b')).toBeResolvedTo('b'); //! value business 0 unawaited
    expect().nothing(); //! vacuous none 0
  });

  xdescribe('remote', function () {
    it('connects', function () {
      expect(player.remote).toBe(null); //! existence business 2
    });
  });

  it('is pending');
});
