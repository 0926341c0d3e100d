import { load, loadAll, risky, subscribe, makeEmitter } from '../src/loader';

test('loops over literals and over the unknown', async () => {
  for (const id of [1, 2, 3]) {
    expect(load(id).id).toBe(7); //! value business 3
  }
  const rows = await loadAll();
  for (const row of rows) {
    expect(row.name).toBe('Ada'); //! value business 1 loop-unknown
  }
  rows.forEach((row) => {
    expect(row.id).toBeDefined(); //! existence shape 1 loop-unknown
  });
});

test('a counted loop is safe', async () => {
  const rows = await loadAll();
  expect(rows).toHaveLength(2); //! size shape 2
  rows.forEach((row) => {
    expect(row.name).toBe('Ada'); //! value business 3
  });
});

test('guards', () => {
  const result = load(1);
  if (result) {
    expect(result.name).toBe('Ada'); //! value business 1 conditional
  }
  if (result.kind === 'x') {
    expect(result.name).toBe('Bob'); //! value business 1 conditional
  } else {
    expect(result.name).toBe('Eve'); //! value business 1 conditional
  }
  result && expect(result.name).toBe('Ada'); //! value business 1 conditional
});

test('caught without a fail', () => {
  try {
    risky();
  } catch (error) {
    expect(error.message).toBe('too late'); //! throws-specific business 1 caught
  }
});

test('caught with a fail', () => {
  try {
    risky();
    expect.fail('should have thrown');
  } catch (error) {
    expect(error.message).toBe('too late'); //! throws-specific business 3
  }
});

test('caught and planned', async () => {
  expect.assertions(1);
  try {
    await risky();
  } catch (error) {
    expect(error.code).toBe('E_LATE'); //! throws-specific business 3
  }
});

test('swallowed', () => {
  try {
    expect(load(1).name).toBe('Ada'); //! value business 0 swallowed
  } catch (e) {
    console.log(e);
  }
});

test('promises left alone', () => {
  load(1).then((row) => {
    expect(row.name).toBe('Ada'); //! value business 0 unawaited
  });
  expect(load(1)).resolves.toBe(1); //! value business 0 unawaited
  expect(load(2)).rejects.toThrow('gone'); //! throws-specific business 0 unawaited
});

test('promises returned', () => {
  return load(1).then((row) => {
    expect(row.name).toBe('Ada'); //! value business 3
  });
});

test('promises awaited', async () => {
  await load(1).then((row) => expect(row.name).toBe('Ada')); //! value business 3
  await expect(load(1)).resolves.toEqual({ id: 1 }); //! value business 3
  await expect(load(2)).rejects.toThrow(); //! throws-any shape 1
  await expect(load(2)).rejects.toThrow('gone'); //! throws-specific business 3
  await expect(load(2)).rejects.toMatchObject({ code: 'E_GONE' }); //! throws-specific business 3
  await expect(Promise.all([load(1), load(2)])).resolves.toHaveLength(2); //! size shape 2
});

test('short arrow returns', () => expect(load(1)).resolves.toBe(1)); //! value business 3

test('callbacks', () => {
  subscribe((message) => {
    expect(message).toBe('hello'); //! value business 1 callback
  });
});

test('callbacks with done', (done) => {
  subscribe((message) => {
    expect(message).toBe('hello'); //! value business 3
    done();
  });
});

test('rejections caught with done', (done) => {
  load(1)
    .then((row) => {
      expect(row.id).toBe(1); //! value business 3
      done();
    })
    .catch(done);
});

test('after return', () => {
  const row = load(1);
  return;
  expect(row.id).toBe(1); //! value business 0 dead
});
