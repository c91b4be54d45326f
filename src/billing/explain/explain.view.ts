import { formatDate, formatMoney, Type, type Static, type Translate } from '../../platform/index.js';
import { explainCustomer, explainPage, type PersonFacts } from './explain.js';
import type { Sentence } from './sentence.js';

export const ExplanationView = Type.Object({
  person: Type.Object({ id: Type.String(), name: Type.String() }),
  pages: Type.Array(Type.Object({ name: Type.String(), url: Type.String(), answer: Type.String(), because: Type.Array(Type.String()) })),
  customers: Type.Array(Type.Object({ id: Type.String(), says: Type.Array(Type.String()) })),
});

/**
 * Why one person sees what they see, in sentences.
 * @param language the reader's, in which `t` speaks
 */
export function explanationView(facts: PersonFacts, t: Translate, language: string): Static<typeof ExplanationView> {
  const { id, name, now, timeZone, pages, customers } = facts;
  const say = (sentence: Sentence) => said(sentence, t, language, timeZone, now);
  return {
    person: { id, name },
    pages: pages.map((page) => {
      const [answer = '', ...because] = explainPage(page, now).map(say);
      return { name: page.name, url: `/@${page.handle}`, answer, because };
    }),
    customers: customers.map((customer) => ({ id: customer.id, says: explainCustomer(customer).map(say) })),
  };
}

/** A sentence in a language; instants where the person lives, to the minute. */
function said({ key, values = {} }: Sentence, t: Translate, language: string, zone: string, now: Date): string {
  const told = Object.entries(values).map(([name, value]) => {
    if (value instanceof Date) return [name, `${formatDate(value.toISOString(), 'long', language, zone, now)}, ${formatDate(value.toISOString(), 'time', language, zone, now)}`];
    return [name, typeof value === 'object' ? formatMoney(value, language) : value];
  });
  return t(`explain.says.${key}`, Object.fromEntries(told));
}
