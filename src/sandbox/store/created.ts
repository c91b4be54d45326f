import { secondsOf } from '../clock.js';
import type { StoredObject } from './wire.js';

/**
 * When an object was made, in seconds. Most types say when they were created, those of v2 in words; a discount says when
 * it starts, an invoice item has a date.
 */
export function createdOf(object: StoredObject): number {
  if ('created' in object) return typeof object.created === 'string' ? secondsOf(object.created)! : object.created;
  return 'date' in object ? object.date : object.start;
}
