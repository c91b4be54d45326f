import type { Sample } from './render.js';

const long = `${'wolfeschlegelsteinhausenbergerdorff'.repeat(2)}@${'a'.repeat(60)}.example`;

/** Signing in, keys and doors, joining, leaving. */
export const peopleSamples: Sample[] = [
  { state: 'link', template: 'members/sent', layout: 'plain', view: { kind: 'link', mailbox: '/dev/mail' } },
  { state: 'same', template: 'members/sign-in-link', layout: 'plain', view: { usable: true, address: 'ada@example.org', sameBrowser: true } },
  { state: 'elsewhere', template: 'members/sign-in-link', layout: 'plain', view: { usable: true, address: long, sameBrowser: false } },
  { state: 'spent', template: 'members/sign-in-link', layout: 'plain', view: { usable: false, address: null, sameBrowser: false } },
];
