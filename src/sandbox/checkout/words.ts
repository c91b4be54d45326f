import type { Price } from '../resources/price.js';

export type Language = 'en' | 'it';

const en = {
  band: 'Sandbox. No card is charged and no money moves.',
  title: (what: string) => `Pay for ${what}`,
  every: { day: 'a day', week: 'a week', month: 'a month', year: 'a year' },
  everyCount: { day: 'every {n} days', week: 'every {n} weeks', month: 'every {n} months', year: 'every {n} years' },
  due: 'Due now',
  renews: 'It renews by itself until you cancel.',
  choose: 'Choose what happens',
  succeeds: 'It works',
  asks: 'The bank has you confirm it',
  declined: 'The card is declined',
  insufficient: 'The card has too little money on it',
  later: 'It works now and fails at renewal',
  panel: 'Pay by card',
  email: 'Email',
  noEmail: 'Not given',
  pay: (price: string) => `Pretend to pay ${price}`,
  start: 'Start without a card',
  trial: (days: number) => `${days} ${days === 1 ? 'day' : 'days'} free.`,
  code: 'Promotion code',
  apply: 'Use the code',
  discount: 'Discount',
  name: 'Name or company',
  line1: 'Street and number',
  postalCode: 'Postal code',
  city: 'Town',
  country: 'Country',
  taxNumber: 'VAT number, if you have one',
  noCountry: 'Tax is reckoned by where you are. Choose your country; nothing was taken.',
  noTaxNumber: 'This VAT number cannot be read. Nothing was taken.',
  noCode: 'This code cannot be used here. Nothing has changed.',
  back: 'Go back without paying',
  refused: 'The bank said no to this card. Nothing was taken.',
  poor: 'There is too little money on this card. Nothing was taken.',
  unconfirmed: 'You did not confirm it at your bank. Nothing was taken.',
  unknown: 'There is no test card with this number. Nothing was taken.',
  doneTitle: 'This is paid',
  done: 'Nothing more to do here.',
  doneLink: 'Go on',
  expiredTitle: 'This page has run out',
  expired: 'It was not paid in time. Nothing was taken; begin again where you came from.',
  expiredLink: 'Go back',
  missingTitle: 'There is no such checkout',
  missing: 'The address may be cut off. Nothing was taken.',
};

type Words = typeof en;

const it: Words = {
  band: 'Sandbox. Nessuna carta viene addebitata e non si muove denaro.',
  title: (what) => `Paga ${what}`,
  every: { day: 'al giorno', week: 'alla settimana', month: 'al mese', year: "all'anno" },
  everyCount: { day: 'ogni {n} giorni', week: 'ogni {n} settimane', month: 'ogni {n} mesi', year: 'ogni {n} anni' },
  due: 'Da pagare ora',
  renews: 'Si rinnova da sé finché non disdici.',
  choose: 'Scegli che cosa succede',
  succeeds: 'Funziona',
  asks: 'La banca ti chiede conferma',
  declined: 'La carta viene rifiutata',
  insufficient: 'Sulla carta non c’è abbastanza denaro',
  later: 'Ora funziona, al rinnovo no',
  panel: 'Paga con carta',
  email: 'Email',
  noEmail: 'Non indicata',
  pay: (price) => `Fai finta di pagare ${price}`,
  start: 'Inizia senza carta',
  trial: (days) => `${days} ${days === 1 ? 'giorno' : 'giorni'} gratis.`,
  code: 'Codice promozionale',
  apply: 'Usa il codice',
  discount: 'Sconto',
  name: 'Nome o azienda',
  line1: 'Via e numero',
  postalCode: 'CAP',
  city: 'Città',
  country: 'Paese',
  taxNumber: 'Partita IVA, se ce l’hai',
  noCountry: 'L’imposta dipende da dove sei. Scegli il tuo Paese; non è stato preso nulla.',
  noTaxNumber: 'Questa partita IVA non si può leggere. Non è stato preso nulla.',
  noCode: 'Questo codice non si può usare qui. Non è cambiato nulla.',
  back: 'Torna indietro senza pagare',
  refused: 'La banca ha rifiutato la carta. Non è stato preso nulla.',
  poor: 'Su questa carta non c’è abbastanza denaro. Non è stato preso nulla.',
  unconfirmed: 'Non hai confermato con la tua banca. Non è stato preso nulla.',
  unknown: 'Nessuna carta di prova ha questo numero. Non è stato preso nulla.',
  doneTitle: 'È già pagato',
  done: 'Qui non c’è altro da fare.',
  doneLink: 'Continua',
  expiredTitle: 'Questa pagina è scaduta',
  expired: 'Il pagamento non è arrivato in tempo. Non è stato preso nulla; ricomincia da dove eri.',
  expiredLink: 'Torna indietro',
  missingTitle: 'Questo pagamento non esiste',
  missing: 'Forse l’indirizzo è incompleto. Non è stato preso nulla.',
};

export const words: Record<Language, Words> = { en, it };

/** How often a recurring price is charged, in words: a month, every 3 months. Empty for one that is charged once. */
export function everyWords({ recurring }: Price, language: Language): string {
  if (!recurring) return '';
  const { every, everyCount } = words[language];
  const interval = recurring.interval as keyof typeof every;
  const { interval_count: count } = recurring;
  return count === 1 ? every[interval] : everyCount[interval].replace('{n}', String(count));
}

/** The page's language: the session's, else the first the browser asks for, else English. */
export function languageOf(locale: string | null | undefined, accepted = ''): Language {
  const wanted = locale && locale !== 'auto' ? locale : accepted;
  return wanted.toLowerCase().startsWith('it') ? 'it' : 'en';
}
