import { jest } from '@jest/globals';
import { asJob } from '../../platform/index.js';
import { paced, paceOf, weightOf } from './paced.js';

describe('the pace of calls to Stripe', () => {
  const answer = (status: number) => ({ getStatusCode: () => status });
  function client(perSecond: number, { status = 200, random, workers = () => 1 }: { status?: number; random?: () => number; workers?: () => number } = {}) {
    const at: number[] = [];
    const http = paced({ makeRequest: async () => { at.push(performance.now()); return answer(status); } }, perSecond, workers, random);
    return { at, ask: () => http.makeRequest() };
  }

  it.each([['sk_live_x', 60], ['rk_live_x', 60], ['sk_test_x', 15]])('leaves a share of the limit of %s to people', (key, pace) => expect(paceOf(key)).toBe(pace));

  it.each([[60, 1, 60], [60, 2, 30], [60, 7, 8], [15, 4, 3], [15, 15, 1], [15, 40, 1], [60, 0, 60]])('of %i calls a second, shared by %i workers, leaves %i to each', (perSecond, workers, each) => {
    expect(Math.floor(perSecond / weightOf(perSecond, workers))).toBe(each);
  });

  it('is that of all workers together, however many come and go', async () => {
    jest.useFakeTimers();
    let workers = 2;
    const { at, ask } = client(10, { workers: () => workers });
    const first = asJob('sync', () => Promise.all(Array.from({ length: 6 }, ask)));
    await jest.advanceTimersByTimeAsync(10);
    expect(at).toHaveLength(5);
    await jest.advanceTimersByTimeAsync(3000);
    await first;
    workers = 1;
    const alone = asJob('sync', () => Promise.all(Array.from({ length: 12 }, ask)));
    await jest.advanceTimersByTimeAsync(10);
    expect(at).toHaveLength(16);
    await jest.advanceTimersByTimeAsync(1000);
    await alone;
    jest.useRealTimers();
  });

  it('lets people through at once', async () => {
    jest.useFakeTimers();
    const { at, ask } = client(1, { workers: () => 9 });
    await Promise.all(Array.from({ length: 50 }, ask));
    expect(at).toHaveLength(50);
    jest.useRealTimers();
  });

  it('makes jobs wait for their turn', async () => {
    jest.useFakeTimers();
    const { at, ask } = client(10);
    const all = asJob('sync', () => Promise.all(Array.from({ length: 25 }, ask)));
    await jest.advanceTimersByTimeAsync(10);
    expect(at).toHaveLength(10);
    await jest.advanceTimersByTimeAsync(1000);
    expect(at).toHaveLength(20);
    await jest.advanceTimersByTimeAsync(1000);
    await all;
    expect(at).toHaveLength(25);
    jest.useRealTimers();
  });

  it('rests when it is told that there were too many', async () => {
    jest.useFakeTimers();
    const { at, ask } = client(100, { status: 429, random: () => 0 });
    await asJob('sync', ask);
    const next = asJob('sync', ask);
    await jest.advanceTimersByTimeAsync(900);
    expect(at).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(200);
    await next;
    expect(at).toHaveLength(2);
    jest.useRealTimers();
  });
});
