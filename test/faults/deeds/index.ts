import { addresses } from './addresses.js';
import { cards } from './cards.js';
import { changes } from './changes.js';
import { closing } from './closing.js';
import type { Deed } from './deed.js';
import { details } from './details.js';
import { disputes } from './disputes.js';
import { endings } from './endings.js';
import { leaving } from './leaving.js';
import { ledger } from './ledger.js';
import { pauses } from './pauses.js';
import { prices } from './prices.js';
import { refunds } from './refunds.js';
import { replays } from './replays.js';
import { sweeps } from './sweeps.js';
import { trials } from './trials.js';
import { withdrawal } from './withdrawal.js';

/** Every deed, by what it is about: a case of the fault table each. */
export const DEEDS: Record<string, Deed[]> = {
  'changing a membership': [changes, pauses, cards, leaving, trials],
  'giving money back': [refunds, endings, withdrawal, closing, disputes, ledger],
  'prices, sweeps and replays': [prices, replays, addresses, details, sweeps],
};
