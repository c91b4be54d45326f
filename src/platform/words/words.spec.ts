import { Words } from './words.js';

describe('a sentence', () => {
  const t = new Words('templates/words').for('en');

  it('keeps its own way round a name that runs the other', () => {
    expect(t('account.head', { name: 'نور' })).toContain('\u2068نور\u2069');
    expect(t('account.head', { name: 'Nour' })).not.toMatch(/[\u2068\u2069]/);
  });

  it('that nobody wrote is an error', () => {
    expect(() => t('no.such')).toThrow('No words for no.such');
  });
});
