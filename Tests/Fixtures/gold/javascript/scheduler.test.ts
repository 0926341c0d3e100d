// Imitates a job scheduler written by a small team with an assistant (TypeScript, vitest, fast-check, fake timers; AGENTS.md).
import { afterEach, beforeEach, describe, expect, expectTypeOf, test, vi } from 'vitest';
import fc from 'fast-check';
import { Scheduler, type Job } from '../src/scheduler';
import { parseCron, nextRun, CronError } from '../src/cron';
import { encodeJob, decodeJob } from '../src/codec';
import { mergeWindows, overlaps } from '../src/windows';
import { describeCron } from '../src/describe-cron';
import { checkInvariants } from '@jobs/invariants';

const window = fc.tuple(fc.nat(1000), fc.nat(1000)).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));

function expectRunsAt(cron: string, from: string, times: string[]) {
  const runs: string[] = [];
  let at = new Date(from);
  for (let i = 0; i < times.length; i++) {
    at = nextRun(parseCron(cron), at);
    runs.push(at.toISOString());
  }
  expect(runs).toStrictEqual(times);
}

function makeJob(extra: Partial<Job> = {}): Job {
  return { id: 'j1', cron: '*/5 * * * *', run: vi.fn(), ...extra } as Job;
}

describe('cron', () => {
  test('runs on the minute', () => {
    expectRunsAt('*/30 * * * *', '2024-02-28T23:40:00Z', ['2024-02-29T00:00:00.000Z', '2024-02-29T00:30:00.000Z']); //! value business 3
    expectRunsAt('0 0 1 * *', '2024-01-31T00:00:00Z', ['2024-02-01T00:00:00.000Z']); //! value business 3
  });

  test('parses fields', () => {
    const cron = parseCron('1-3 * * * 1');
    expect(cron.minutes).toEqual([1, 2, 3]); //! value business 3
    expect(cron.minutes).toHaveLength(3); //! size shape 2 supporting
    expect(cron).toEqual({ minutes: expect.any(Array), hours: expect.any(Array), days: expect.any(Array), months: expect.any(Array), weekdays: expect.any(Array) }); //! shape shape 2
    expect(cron.timezone).toBeUndefined(); //! existence business 2 absent
  });

  test.each([
    ['61 * * * *', 'minute out of range'],
    ['* * * *', 'expected 5 fields'],
    ['x * * * *', 'unexpected "x"'],
  ])('refuses %s', (text, message) => {
    expect(() => parseCron(text)).toThrow(message); //! throws-specific business 3 table
    expect(() => parseCron(text)).toThrow(CronError); //! throws-specific business 2 table
  });

  test('describes itself', () => {
    expect(describeCron('0 12 * * *')).toBe('every day at 12:00'); //! value business 3
    expect(describeCron('0 12 * * 1')).toMatch(/monday/i); //! value-partial business 2
    expect(describeCron('*/5 * * * *')).toMatchInlineSnapshot(`"every 5 minutes"`); //! snapshot ambiguous 2 ? value
    expect(['daily', 'every day']).toContain(describeCron('@daily')); //! value-partial business 2
    expectTypeOf(describeCron).parameter(0).toBeString(); //! type-only shape 0
  });

  test('next run is later (property)', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }), (from) => {
        const at = nextRun(parseCron('* * * * *'), from);
        expect(at).toBeInstanceOf(Date); //! type-only shape 1 property supporting
        expect(at.getTime()).toBeGreaterThan(from.getTime()); //! relational business 2 property
      }),
    );
  });
});

describe('windows', () => {
  test('overlap is symmetric', () => {
    fc.assert(fc.property(window, window, (a, b) => overlaps(a, b) === overlaps(b, a))); //! relational business 2 property
  });

  test('merging twice changes nothing', () => {
    fc.assert(
      fc.property(fc.array(window), (list) => {
        const once = mergeWindows(list);
        expect(mergeWindows(once)).toEqual(once); //! relational business 2 property
        expect(once.length).toBeLessThanOrEqual(list.length); //! size shape 1 property ? relational
      }),
    );
  });

  test('merging survives anything', () => {
    fc.assert(fc.property(fc.array(window), (list) => void mergeWindows(list))); //! no-throw shape 1 property
  });

  test('merges neighbours', () => {
    expect(mergeWindows([{ from: 0, to: 5 }, { from: 5, to: 9 }])).toEqual([{ from: 0, to: 9 }]); //! value business 3
    expect(mergeWindows([])).toStrictEqual([]); //! size business 2 absent
    expect(overlaps({ from: 0, to: 5 }, { from: 4, to: 6 })).toBe(true); //! value business 3
    expect(overlaps({ from: 0, to: 5 }, { from: 6, to: 7 })).toBe(false); //! value business 3
  });

  test('jobs survive the codec', () => {
    fc.assert(
      fc.property(fc.record({ id: fc.string(), retries: fc.nat() }), (job) => {
        expect(decodeJob(encodeJob(job))).toEqual(job); //! relational business 3 property
      }),
    );
  });
});

describe('Scheduler', () => {
  let scheduler: Scheduler;

  beforeEach(() => {
    vi.useFakeTimers({ now: new Date('2024-06-01T10:00:00Z') });
    scheduler = new Scheduler();
  });

  afterEach(() => {
    scheduler.stop();
    vi.useRealTimers();
  });

  test('runs a job when it is due', async () => {
    const job = makeJob();
    scheduler.add(job);
    await vi.advanceTimersByTimeAsync(4 * 60_000);
    expect(job.run).not.toHaveBeenCalled(); //! call business 2 absent
    await vi.advanceTimersByTimeAsync(60_000);
    expect(job.run).toHaveBeenCalledTimes(1); //! call shape 1 supporting
    expect(job.run).toHaveBeenCalledWith(expect.objectContaining({ attempt: 1, jobId: 'j1' })); //! call-args business 2
    checkInvariants(scheduler); //! unknown ambiguous 0
  });

  test('runs jobs in the order of their priority', async () => {
    const low = makeJob({ id: 'low', priority: 1 });
    const high = makeJob({ id: 'high', priority: 9 });
    scheduler.add(low);
    scheduler.add(high);
    await vi.advanceTimersByTimeAsync(300_000);
    expect(high.run).toHaveBeenCalledBefore(low.run as never); //! call shape 2
    expect(scheduler.log.map((entry) => entry.id)).toEqual(['high', 'low']); //! value business 3
  });

  test('stops a job that keeps failing', async () => {
    const job = makeJob({ run: vi.fn().mockRejectedValue(new Error('boom')) });
    const failures: string[] = [];
    scheduler.on('failure', (id: string, error: Error) => failures.push(`${id}: ${error.message}`));
    scheduler.add(job);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(failures.length).toBeLessThanOrEqual(3); //! size shape 1 supporting ? call
    expect(failures.at(-1)).toBe('j1: boom'); //! value business 3
    expect(scheduler.get('j1')?.state).toBe('suspended'); //! value business 3
    expect(scheduler.pending).toBe(0); //! value business 3 ? size
  });

  test('counts what it did', () => {
    const before = scheduler.stats().added;
    scheduler.add(makeJob());
    expect(scheduler.stats().added).toBe(before + 1); //! value business 3
    expect(scheduler.stats()).toEqual(expect.objectContaining({ added: 1 })); //! value-partial business 2
    expect(scheduler.stats().added).not.toBe(before); //! relational business 2 negative
  });

  test('gives out its own list', () => {
    scheduler.add(makeJob());
    const jobs = scheduler.jobs;
    scheduler.add(makeJob({ id: 'j2' }));
    expect(scheduler.jobs).toEqual(jobs); //! mirrored none 1
  });

  test('removes a job', () => {
    scheduler.add(makeJob());
    expect(scheduler.remove('j1')).toBe(true); //! value business 3
    expect(scheduler.remove('j1')).toBe(false); //! value business 3
    expect(scheduler.get('j1')).toBeNull(); //! existence business 2 absent
    expect(scheduler.has('j1')).toBe(false); //! relational business 1 negative
  });

  test('refuses a second job of the same name', () => {
    scheduler.add(makeJob());
    expect(() => scheduler.add(makeJob())).toThrowErrorMatchingInlineSnapshot(`[Error: job j1 exists]`); //! snapshot ambiguous 2 ? throws-specific
    expect(() => scheduler.add(makeJob({ id: '' }))).toThrow(''); //! throws-any shape 1
  });

  test('exports its plan', async () => {
    scheduler.add(makeJob());
    await expect(scheduler.plan(24)).toMatchFileSnapshot('./plans/day.json'); //! snapshot ambiguous 2
    expect(scheduler.plan(24)).toMatchSnapshot(); //! snapshot ambiguous 2
    expect(JSON.parse(scheduler.plan(24))).toBeTypeOf('object'); //! type-only shape 1
  });
});
