import { Type, type Static } from '../../platform/index.js';

export const DemoLogin = Type.Object({ name: Type.String(), email: Type.String(), password: Type.String(), what: Type.String() });

/** People of the demo world whose password everybody may know; they exist only on a trial install. */
export const DEMO_LOGINS: Static<typeof DemoLogin>[] = [
  { name: 'Tamsin Orrell', email: 'tamsin@demo.example', password: 'thousand-demo', what: 'creator' },
  { name: 'Ruth Calder', email: 'ruth@demo.example', password: 'thousand-demo', what: 'fan' },
  { name: 'Op', email: 'operator@demo.example', password: 'thousand-demo', what: 'operator' },
];
