import type { Language } from '../checkout/words.js';

const en = {
  title: 'Your bank asks if this is you',
  pay: 'Thousand sandbox wants to charge your card.',
  keep: 'Thousand sandbox wants to keep your card and charge it later.',
  amount: 'Amount',
  card: 'Card',
  yes: 'Yes, confirm',
  no: 'No, it is not me',
  note: 'A real bank would ask in its app, or with a code in a message.',
  doneTitle: 'Your bank knows',
  done: 'You can close this page.',
  goneTitle: 'Your bank asks nothing',
  gone: 'This was answered already, or it has run out. Nothing more was taken.',
};

const it: typeof en = {
  title: 'La tua banca chiede se sei tu',
  pay: 'Thousand sandbox vuole addebitare la tua carta.',
  keep: 'Thousand sandbox vuole conservare la tua carta e addebitarla più avanti.',
  amount: 'Importo',
  card: 'Carta',
  yes: 'Sì, conferma',
  no: 'No, non sono io',
  note: 'Una banca vera lo chiederebbe nella sua app, o con un codice in un messaggio.',
  doneTitle: 'La tua banca lo sa',
  done: 'Puoi chiudere questa pagina.',
  goneTitle: 'La tua banca non chiede nulla',
  gone: 'La risposta c’è già, o il tempo è scaduto. Non è stato preso altro.',
};

export const challengeWords: Record<Language, typeof en> = { en, it };
