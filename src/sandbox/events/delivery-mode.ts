/** How events are sent from now on. The defaults send each at once, eight at a time. */
export interface DeliveryMode {
  paused: boolean;
  /** `in_order` sends one after the other, `shuffled` what is due in an order drawn from the seed. */
  order: 'any' | 'in_order' | 'shuffled';
  /** How many times each is sent. */
  copies: number;
  /** Each is held back for up to so many seconds of the sandbox's clock. */
  delaySeconds: number;
  /** Of a hundred, how many are never sent. */
  dropPercent: number;
  /** What is due is sent in one go every so many milliseconds; 0 for at once. */
  batchMs: number;
  /** What draws the order, the delays and the losses. */
  seed: number;
}

const NORMAL: DeliveryMode = {
  paused: false,
  order: 'any',
  copies: 1,
  delaySeconds: 0,
  dropPercent: 0,
  batchMs: 0,
  seed: 1,
};
const DAYS_3 = 3 * 86_400;

/** Modes by a name. */
export const deliveryModes: Record<string, DeliveryMode> = {
  normal: NORMAL,
  paused: { ...NORMAL, paused: true },
  in_order: { ...NORMAL, order: 'in_order' },
  shuffled: { ...NORMAL, order: 'shuffled' },
  duplicated: { ...NORMAL, copies: 2 },
  delayed: { ...NORMAL, delaySeconds: DAYS_3 },
  lossy: { ...NORMAL, dropPercent: 20 },
  batched: { ...NORMAL, batchMs: 2000 },
};

const LIMITS: Record<string, [least: number, most: number]> = {
  copies: [1, 20],
  delaySeconds: [0, DAYS_3],
  dropPercent: [0, 100],
  batchMs: [0, 60_000],
  seed: [0, 2 ** 32 - 1],
};

/**
 * Reads a mode as the control API takes it: `mode` names one, the other fields change parts of it.
 * @throws {RangeError} with a sentence for whoever asked
 */
export function readMode(fields: Record<string, unknown> = {}): DeliveryMode {
  const { mode = 'normal', order, paused, ...numbers } = fields;
  const base = typeof mode === 'string' && Object.hasOwn(deliveryModes, mode) ? deliveryModes[mode] : null;
  if (!base) throw new RangeError(`mode is one of ${Object.keys(deliveryModes).join(', ')}.`);
  if (order !== undefined && !['any', 'in_order', 'shuffled'].includes(order as string))
    throw new RangeError('order is one of any, in_order, shuffled.');
  for (const [name, value] of Object.entries(numbers)) {
    const limits = LIMITS[name];
    if (!limits) throw new RangeError(`There is no ${name} here; there are ${Object.keys(LIMITS).join(', ')}.`);
    if (!Number.isSafeInteger(value) || (value as number) < limits[0] || (value as number) > limits[1])
      throw new RangeError(`${name} is a whole number from ${limits[0]} to ${limits[1]}.`);
  }
  return {
    ...base,
    ...(numbers as Partial<DeliveryMode>),
    ...(order !== undefined && { order: order as DeliveryMode['order'] }),
    ...(typeof paused === 'boolean' && { paused }),
  };
}

/** The name of a mode, or `custom`. */
export function nameOfMode(mode: DeliveryMode): string {
  const found = Object.entries(deliveryModes).find(([, each]) => JSON.stringify(each) === JSON.stringify(mode));
  return found?.[0] ?? 'custom';
}

/** Whether each delivery has its own lot to be drawn before it is sent. */
export function draws({ copies, delaySeconds, dropPercent }: DeliveryMode): boolean {
  return copies > 1 || delaySeconds > 0 || dropPercent > 0;
}
