/** A fan of the demo world. Handles they follow for free, and handle and paid tier (0 is the lowest) they pay for. */
export interface DemoMember {
  name: string;
  email: string;
  language: 'en' | 'it';
  timeZone: string;
  follows: string[];
  pays: [handle: string, paidTier: number][];
}

/** Ruth comes first: her login is on the screen. She pays Nico, and meets Tamsin's work at the teaser. */
export const MEMBERS: DemoMember[] = [
  { name: 'Ruth Calder', email: 'ruth@demo.example', language: 'en', timeZone: 'Europe/London', follows: ['tamsin'], pays: [['nico', 0]] },
  { name: 'Joan Ellery', email: 'joan@demo.example', language: 'en', timeZone: 'Europe/London', follows: [], pays: [['tamsin', 0]] },
  { name: 'Giulia Benvenuti', email: 'giulia@demo.example', language: 'it', timeZone: 'Europe/Rome', follows: [], pays: [['nico', 1]] },
  { name: 'Wanjirũ Kamau', email: 'wanjiru@demo.example', language: 'en', timeZone: 'Africa/Nairobi', follows: ['tamsin'], pays: [['linh', 0]] },
  { name: 'Dafydd Pryce', email: 'dafydd@demo.example', language: 'en', timeZone: 'Europe/London', follows: ['linh'], pays: [['tamsin', 1]] },
  { name: 'Tomás Aguirre', email: 'tomas@demo.example', language: 'en', timeZone: 'America/Montevideo', follows: [], pays: [['nico', 0], ['linh', 0]] },
  { name: 'Noor Haddadin', email: 'noor@demo.example', language: 'en', timeZone: 'Asia/Amman', follows: ['linh'], pays: [['tamsin', 1]] },
  { name: 'Piet Verhoeven', email: 'piet@demo.example', language: 'en', timeZone: 'Europe/Amsterdam', follows: [], pays: [['linh', 0]] },
  { name: 'Matteo Rinaldi', email: 'matteo@demo.example', language: 'it', timeZone: 'Europe/Rome', follows: [], pays: [['nico', 0]] },
  { name: 'Aylin Demir', email: 'aylin@demo.example', language: 'en', timeZone: 'Europe/Istanbul', follows: ['linh', 'nico'], pays: [['tamsin', 0]] },
  { name: 'Mele Fonua', email: 'mele@demo.example', language: 'en', timeZone: 'Pacific/Tongatapu', follows: ['tamsin', 'linh'], pays: [] },
  { name: '森 春香', email: 'haruka@demo.example', language: 'en', timeZone: 'Asia/Tokyo', follows: ['nico'], pays: [['tamsin', 0]] },
];
