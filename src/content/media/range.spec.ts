import { rangeOf } from './range.js';

describe('rangeOf', () => {
  it.each([
    [undefined, null], ['bytes=0-3', { start: 0, end: 3 }], ['bytes=4-', { start: 4, end: 9 }], ['bytes=-4', { start: 6, end: 9 }], ['bytes=0-99', { start: 0, end: 9 }],
    ['bytes=-99', { start: 0, end: 9 }], ['bytes=10-', 'none'], ['bytes=5-4', 'none'], ['bytes=-0', 'none'], ['bytes=0-1,3-4', null], ['lines=0-1', null], ['bytes=-', null], ['bytes=x-1', null],
  ])('%s of ten bytes', (header, range) => expect(rangeOf(header, 10)).toEqual(range));
});
