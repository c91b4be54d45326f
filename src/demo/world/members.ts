/** A paid membership in the demo world; ages are days before today. */
export interface DemoPaid {
  page: string;
  /** 0 is the lowest paid tier. */
  tier: number;
  age: number;
  yearly?: boolean;
  /** The card is refused from the first renewal on. */
  cardFails?: boolean;
  changes?: { age: number; tier: number };
  /** When they cancel. */
  leaves?: number;
}

/** A request for the smaller price, in somebody's own words. */
export interface DemoAsked {
  page: string;
  /** Days before today. */
  age: number;
  words: string;
}

/** A fan of the demo world: whom they follow for free and since when, and whom they pay. */
export interface DemoMember {
  name: string;
  email: string;
  language: 'en' | 'it';
  timeZone: string;
  follows: [handle: string, age: number][];
  pays: DemoPaid[];
  /** A page that they ask for its smaller price. */
  asks?: DemoAsked;
}

const person = (name: string, email: string, language: 'en' | 'it', timeZone: string, follows: DemoMember['follows'], ...pays: DemoPaid[]): DemoMember => (
  { name, email: `${email}@demo.example`, language, timeZone, follows, pays }
);

/** Ruth comes first: her login is on the screen. She pays Nico, and meets Tamsin's work at the teaser. */
export const MEMBERS: DemoMember[] = [
  person('Ruth Calder', 'ruth', 'en', 'Europe/London', [['tamsin', 61]], { page: 'nico', tier: 0, age: 214 }),
  person('Joan Ellery', 'joan', 'en', 'Europe/London', [], { page: 'tamsin', tier: 0, age: 338 }),
  person('Giulia Benvenuti', 'giulia', 'it', 'Europe/Rome', [], { page: 'nico', tier: 0, age: 301, changes: { age: 190, tier: 1 } }),
  person('Wanjirũ Kamau', 'wanjiru', 'en', 'Africa/Nairobi', [['tamsin', 120]], { page: 'linh', tier: 0, age: 233 }),
  person('Dafydd Pryce', 'dafydd', 'en', 'Europe/London', [['linh', 40]], { page: 'tamsin', tier: 0, age: 322, changes: { age: 175, tier: 1 } }),
  person('Tomás Aguirre', 'tomas', 'en', 'America/Montevideo', [], { page: 'nico', tier: 0, age: 143 }, { page: 'linh', tier: 0, age: 98 }),
  person('Noor Haddadin', 'noor', 'en', 'Asia/Amman', [['linh', 77]], { page: 'tamsin', tier: 1, age: 287 }),
  person('Piet Verhoeven', 'piet', 'en', 'Europe/Amsterdam', [], { page: 'linh', tier: 0, age: 268, yearly: true }),
  person('Matteo Rinaldi', 'matteo', 'it', 'Europe/Rome', [], { page: 'nico', tier: 0, age: 329 }),
  person('Aylin Demir', 'aylin', 'en', 'Europe/Istanbul', [['linh', 66], ['nico', 30]], { page: 'tamsin', tier: 0, age: 181 }),
  person('Mele Fonua', 'mele', 'en', 'Pacific/Tongatapu', [['tamsin', 205], ['linh', 90]]),
  person('森 春香', 'haruka', 'en', 'Asia/Tokyo', [['nico', 55]], { page: 'tamsin', tier: 0, age: 129 }),
  person('Siân Morgan', 'sian', 'en', 'Europe/London', [], { page: 'tamsin', tier: 0, age: 351, yearly: true }),
  person('Ebele Okafor', 'ebele', 'en', 'Africa/Lagos', [['nico', 112]], { page: 'tamsin', tier: 0, age: 260 }),
  person('Lorenzo Fabbri', 'lorenzo', 'it', 'Europe/Rome', [], { page: 'nico', tier: 1, age: 277 }),
  person('Chiara Moretti', 'chiara', 'it', 'Europe/Rome', [['tamsin', 84]], { page: 'nico', tier: 0, age: 158, leaves: 12 }),
  person('Jonas Lindqvist', 'jonas', 'en', 'Europe/Stockholm', [], { page: 'linh', tier: 0, age: 199 }),
  person('Kateřina Dvořáková', 'katerina', 'en', 'Europe/Prague', [['linh', 130]], { page: 'tamsin', tier: 0, age: 246, leaves: 70 }),
  person('Ignacio Prieto', 'ignacio', 'en', 'Europe/Madrid', [], { page: 'nico', tier: 0, age: 221, cardFails: true }),
  person('Màiri MacLeod', 'mairi', 'en', 'Europe/London', [], { page: 'tamsin', tier: 1, age: 311 }),
  person('Thanh Phạm', 'thanh', 'en', 'Asia/Ho_Chi_Minh', [], { page: 'linh', tier: 1, age: 290 }),
  person('Ngọc Lê', 'ngoc', 'en', 'Asia/Ho_Chi_Minh', [['tamsin', 45]], { page: 'linh', tier: 0, age: 166 }),
  person('Beatriz Souza', 'beatriz', 'en', 'America/Sao_Paulo', [], { page: 'linh', tier: 0, age: 121, changes: { age: 58, tier: 1 } }),
  person('Amara Diallo', 'amara', 'en', 'Africa/Dakar', [['nico', 140], ['tamsin', 139]]),
  person('Hugh Pettifer', 'hugh', 'en', 'Europe/London', [], { page: 'tamsin', tier: 0, age: 345, leaves: 150 }),
  {
    ...person('Rosalind Achebe', 'rosalind', 'en', 'Europe/London', [], { page: 'tamsin', tier: 0, age: 88 }),
    asks: { page: 'tamsin', age: 2, words: 'The mill has cut our hours until spring. I read you on the bus and would rather stay than go.' },
  },
  person('Yusuf Karaca', 'yusuf', 'en', 'Europe/Istanbul', [['tamsin', 23]], { page: 'nico', tier: 0, age: 74 }),
  person('Elena Gatti', 'elena', 'it', 'Europe/Rome', [], { page: 'nico', tier: 0, age: 254, yearly: true }),
  person('Marco Sartori', 'marco', 'it', 'Europe/Rome', [['linh', 19]], { page: 'nico', tier: 1, age: 103 }),
  person('Paola Greco', 'paola', 'it', 'Europe/Rome', [['nico', 236]]),
  person('Lan Nguyễn', 'lan', 'en', 'Asia/Ho_Chi_Minh', [], { page: 'linh', tier: 0, age: 317 }),
  person('Otis Freeman', 'otis', 'en', 'America/Chicago', [], { page: 'tamsin', tier: 0, age: 66, cardFails: true }),
  person('Priya Raman', 'priya', 'en', 'Asia/Kolkata', [['linh', 101]], { page: 'tamsin', tier: 0, age: 152 }),
  person('Henrik Aalto', 'henrik', 'en', 'Europe/Helsinki', [], { page: 'linh', tier: 0, age: 38 }),
  person('Grace Whitlock', 'grace', 'en', 'Pacific/Auckland', [['tamsin', 8]]),
  person('Samir Benali', 'samir', 'en', 'Africa/Algiers', [['nico', 16]], { page: 'linh', tier: 0, age: 183, leaves: 95 }),
  person('Ewa Kowalczyk', 'ewa', 'en', 'Europe/Warsaw', [], { page: 'tamsin', tier: 1, age: 52 }),
  person('Fiona Galbraith', 'fiona', 'en', 'Europe/London', [['tamsin', 171]], { page: 'nico', tier: 0, age: 20 }),
  person('Davide Costa', 'davide', 'it', 'Europe/Rome', [], { page: 'nico', tier: 0, age: 35, cardFails: true }),
  person('Kai Nakamura', 'kai', 'en', 'Pacific/Honolulu', [['linh', 4]], { page: 'tamsin', tier: 0, age: 14 }),
];
