import { words, type Language } from '../checkout/words.js';
import { partial } from './page.js';

const CARDS = [
  { word: 'succeeds', number: '4242424242424242' },
  { word: 'declined', number: '4000000000000002' },
  { word: 'insufficient', number: '4000000000009995' },
  { word: 'later', number: '4000000000000341' },
  { word: 'asks', number: '4000002760003184' },
] as const;

export interface CardChoice {
  value: string;
  label: string;
  number: string;
  chosen: boolean;
}

/** Which test card to pretend with, as radio buttons: `{{> cards legend=... cards=...}}`. */
partial(
  'cards',
  `<fieldset>
<legend>{{legend}}</legend>
{{#each cards}}<label class="choice">
<input type="radio" name="number" value="{{this.value}}"{{#if this.chosen}} checked{{/if}}><span>{{this.label}}</span>
<span class="number">{{this.number}}</span>
</label>
{{/each}}</fieldset>`,
);

/** The test cards to choose from; `number` is the one chosen before. */
export function cardChoices(language: Language, number: string = CARDS[0].number): CardChoice[] {
  return CARDS.map(({ word, number: each }) => ({
    value: each,
    number: each.replace(/(\d{4})(?=\d)/g, '$1 '),
    label: words[language][word],
    chosen: each === number,
  }));
}
