import { addressKey, isAddress } from './email-address.js';

describe('an address', () => {
  it.each([
    'ruth@people.example', 'Ruth.Calder+post@people.example', 'ruth@bücher.example', 'ruth@xn--bcher-kva.example', 'señora@people.example', "o'hara_1@people.example",
  ])('is %s', (address) => {
    expect(isAddress(address)).toBe(true);
  });

  it.each([
    'ruth', 'ruth@', '@people.example', 'ruth@people', ' ruth@people.example', 'ruth@people.example ', 'a@b.example, c@d.example', 'a@b.example;c@d.example',
    'a@b.example\r\nBcc: c@d.example', 'a@b.example\nBcc: c@d.example', 'a\0@b.example', 'ruth(comment)@people.example', 'ruth@people.example(comment)', '"ruth calder"@people.example',
    '"a@evil.example>,"@people.example', 'Ruth <ruth@people.example>', '<ruth@people.example>', 'ruth@[127.0.0.1]', 'ruth@127.0.0.1', `${'a'.repeat(65)}@people.example`,
    `ruth@${'a'.repeat(250)}.example`, 'ｒuth@people.example', 'ruth@ｐeople.example', 'ﬁ@people.example', '\u202eruth@people.example', 'ruth@people.example\u2028', 5, null, ['a@b.example'],
  ])('is not %j', (address) => {
    expect(isAddress(address)).toBe(false);
  });

  it('is one however it is written', () => {
    expect(addressKey(' Ruth@BÜCHER.example')).toBe('ruth@xn--bcher-kva.example');
  });
});
