import { bread } from './bread.js';
import { estuary } from './estuary.js';
import { moth } from './moth.js';
import { street } from './street.js';
import { wader } from './wader.js';
import { wheat } from './wheat.js';

/** Each creator's prints, as SVG: a large picture and a square portrait. */
export const DRAWINGS: Record<string, { picture: () => string; portrait: () => string }> = {
  tamsin: { picture: estuary, portrait: wader },
  nico: { picture: bread, portrait: wheat },
  linh: { picture: street, portrait: moth },
};
