import { Memo } from './memo.js';

describe('Memo', () => {
  it('works a value out once', () => {
    const memo = new Memo<string>(10);
    expect([memo.get('a', () => ''), memo.get('a', () => 'again')]).toEqual(['', '']);
  });

  it('keeps nothing of a failure', () => {
    const memo = new Memo<string>(10);
    expect(() => memo.get('a', () => { throw new Error('no'); })).toThrow('no');
    expect(memo.get('a', () => 'yes')).toBe('yes');
  });

  it('never holds more than its size', () => {
    const memo = new Memo<number>(3);
    for (let n = 0; n < 3; n++) memo.get(String(n), () => n);
    expect(memo.get('0', () => -1)).toBe(0);
    memo.get('3', () => 3);
    expect(memo.get('0', () => -1)).toBe(-1);
  });
});
