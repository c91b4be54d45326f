import { addresses } from './addresses.js';
import { cards } from './cards.js';
import { changes } from './changes.js';
import { closing } from './closing.js';
import type { Deed } from './deed.js';
import { disputes } from './disputes.js';
import { ledger } from './ledger.js';
import { pauses } from './pauses.js';
import { prices } from './prices.js';
import { refunds } from './refunds.js';
import { replays } from './replays.js';
import { sweeps } from './sweeps.js';
import { trials } from './trials.js';
import { withdrawal } from './withdrawal.js';

export const DEEDS: Deed[] = [changes, pauses, refunds, replays, withdrawal, cards, prices, closing, disputes, ledger, trials, addresses, sweeps];
