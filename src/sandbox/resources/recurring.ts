import { hash, integer, oneOf, required } from '../api/params.js';

/** How often a price is charged. */
export const recurringRule = hash({
  interval: required(oneOf('day', 'week', 'month', 'year')),
  interval_count: integer,
  usage_type: oneOf('licensed'),
});
