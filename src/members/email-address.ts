import { domainToASCII } from 'node:url';
import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { buildMessage, isEmail, ValidateBy } from 'class-validator';

/**
 * The form in which two addresses are compared: Unicode NFKC, lower case, domain in ASCII (UTS 46).
 * @param address as typed
 */
export function addressKey(address: string): string {
  const plain = address.trim().normalize('NFKC').toLowerCase();
  const at = plain.lastIndexOf('@');
  return `${plain.slice(0, at)}@${domainToASCII(plain.slice(at + 1)) || plain.slice(at + 1)}`;
}

/**
 * Whether a text is one address that mail can be sent to as it stands: no quotes, comments or lists, and nothing that
 * `addressKey` would turn into somebody else's address, case aside.
 */
export function isAddress(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 254 && isEmail(value) && !/[\s\p{C}"\\<>(),:;[\]]/u.test(value) && value.normalize('NFKC') === value;
}

/** A field that takes one mail address; blanks around it, as keyboards of phones leave them, are no part of it. */
export const IsAddress = () => applyDecorators(
  Transform(({ value }) => (typeof value === 'string' ? value.replaceAll(/^[ \t]+|[ \t]+$/g, '') : value) as unknown),
  ValidateBy({ name: 'isEmail', validator: { validate: isAddress, defaultMessage: buildMessage(() => 'is no address') } }),
);
