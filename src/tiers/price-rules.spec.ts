import fc from 'fast-check';
import { minorDigits } from '../platform/templates/formats.js';
import { CURRENCIES, readAmount, writeAmount } from './price-rules.js';

describe('readAmount', () => {
  it.each([
    ['5', 'EUR', 500], ['5.5', 'EUR', 550], ['5,50', 'EUR', 550], ['0.49', 'EUR', null], ['5.555', 'EUR', null], ['-5', 'EUR', null],
    ['500', 'JPY', 500], ['500.5', 'JPY', null], ['1e3', 'EUR', null], ['', 'EUR', null], ['5', 'XXX', null], ['99999999999', 'EUR', null],
    ['5 €', 'EUR', null], [' 5 ', 'EUR', 500], ['0x10', 'EUR', null],
    ['5.5', 'KWD', 5500], ['5.55', 'KWD', 5550], ['5.555', 'KWD', null], ['5.550', 'KWD', 5550], ['0.1', 'KWD', null], ['14999', 'VND', null], ['15000', 'VND', 15_000],
    ['1000000', 'VND', 1_000_000], ['100000000', 'VND', null],
  ])('%s %s -> %s', (text, currency, amount) => expect(readAmount(text, currency)).toBe(amount));

  it('reads back whatever it accepts', () => {
    fc.assert(fc.property(fc.constantFrom(...Object.keys(CURRENCIES)), fc.integer({ min: 1, max: 1_000_000 }), (currency, amount) => {
      const read = readAmount(writeAmount(amount, currency), currency);
      return read === null ? amount < CURRENCIES[currency]! || (minorDigits(currency) === 3 && amount % 10 !== 0) : read === amount;
    }));
  });

  it('never answers anything but a whole amount within bounds', () => {
    fc.assert(fc.property(fc.string(), fc.constantFrom(...Object.keys(CURRENCIES)), (text, currency) => {
      const read = readAmount(text, currency);
      return read === null || (Number.isSafeInteger(read) && read >= CURRENCIES[currency]!);
    }));
  });
});
