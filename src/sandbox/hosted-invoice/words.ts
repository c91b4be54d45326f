import type { Language } from '../checkout/words.js';

const en = {
  title: (number: string) => `Invoice ${number}`,
  due: 'To be paid',
  paid: (day: string) => `Paid on ${day}. Nothing more to do here.`,
  void: 'This invoice was cancelled. Nothing is to be paid.',
  draft: 'This invoice is not finished yet.',
  missingTitle: 'There is no such invoice',
  missing: 'The address may be cut off.',
  total: 'Total',
  tax: 'Tax',
  taxIn: 'Tax, included',
  credit: 'Credit used',
  credited: 'Credited',
  for: 'For',
  date: 'Date',
  saved: (card: string) => `The card on file, ${card}`,
  choose: 'Choose what happens',
  panel: 'Pay this invoice',
};

type Words = typeof en;

const it: Words = {
  title: (number) => `Fattura ${number}`,
  due: 'Da pagare',
  paid: (day) => `Pagata il ${day}. Qui non c’è altro da fare.`,
  void: 'Questa fattura è stata annullata. Non c’è nulla da pagare.',
  draft: 'Questa fattura non è ancora pronta.',
  missingTitle: 'Questa fattura non esiste',
  missing: 'Forse l’indirizzo è incompleto.',
  total: 'Totale',
  tax: 'Imposta',
  taxIn: 'Imposta, inclusa',
  credit: 'Credito usato',
  credited: 'Stornato',
  for: 'Per',
  date: 'Data',
  saved: (card) => `La carta registrata, ${card}`,
  choose: 'Scegli che cosa succede',
  panel: 'Paga questa fattura',
};

export const invoiceWords: Record<Language, Words> = { en, it };
