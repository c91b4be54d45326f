import { live } from './life.js';
import { fault, QUICK } from './table.js';

const LASTS = QUICK ? 8_000 : 20_000;
const CALM = 240_000;

describe('the mail server', () => {
  fault('F16', 'the mail server is down', { lasts: 60_000, calm: CALM }, async (house) => {
    await house.sink.close();
    await live(house, LASTS);
    await house.sink.open();
  });

  fault('F16', 'the mail server greylists everybody', { lasts: 60_000, calm: CALM }, async (house) => {
    house.sink.mood = 'greylists';
    await live(house, LASTS);
  });

  fault('F16', 'the mail server refuses every third mail for good', { lasts: 60_000, calm: CALM }, async (house) => {
    house.sink.mood = 'refuses';
    await live(house, LASTS);
    house.sink.mood = 'takes';
    return `${house.sink.refused.length} were refused`;
  });

  fault('F16', 'the mail server takes two seconds over each mail', { lasts: 60_000, calm: CALM }, async (house) => {
    house.sink.mood = 'slow';
    await live(house, LASTS);
  });

  fault('F16', 'the mail server reads each mail and drops the line before its yes', { lasts: 60_000, calm: CALM }, async (house) => {
    house.sink.mood = 'drops';
    await live(house, LASTS);
    house.sink.mood = 'takes';
  });
});
