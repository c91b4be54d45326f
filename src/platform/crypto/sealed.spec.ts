import fc from 'fast-check';
import { seal, unseal } from './sealed.js';

const part = fc.stringMatching(/^[\w-]{1,40}$/);
const [KEY, OTHER] = ['a key for tests that is long enough', 'another key that is long enough too'];

describe('a sealed address', () => {
  it('gives back what was sealed, for its own purpose and any of our keys', () => {
    fc.assert(fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (parts) => {
      const token = seal([KEY], 'cancel', parts);
      expect(unseal([KEY], 'cancel', token)).toEqual(parts);
      expect(unseal([OTHER, KEY], 'cancel', token)).toEqual(parts);
      expect(unseal([KEY], 'unsubscribe', token)).toBeNull();
      expect(unseal([OTHER], 'cancel', token)).toBeNull();
    }));
  });

  it('opens for nothing else', () => {
    fc.assert(fc.property(fc.string(), fc.nat(), (text, at) => {
      expect(unseal([KEY], 'cancel', text)).toBeNull();
      const token = seal([KEY], 'cancel', ['one', 'two']);
      const spot = at % token.length;
      // The last character of base64url may hold bits that mean nothing.
      const altered = token.slice(0, spot) + (token[spot] === 'A' ? 'B' : 'A') + token.slice(spot + 1);
      if (spot !== token.length - 1) expect(unseal([KEY], 'cancel', altered)).toBeNull();
    }));
  });
});
