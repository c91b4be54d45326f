import type { Money } from '../../platform/index.js';

/** A sentence before it is in anybody's language: its key below `explain.says`, and what it is filled with. */
export interface Sentence {
  key: string;
  values?: Record<string, string | number | Date | Money>;
}
