import type { FastifyInstance, FastifyReply } from 'fastify';

import { readFault } from '../api/faults.js';
import { StripeError } from '../api/stripe-error.js';
import { deliveryModes, nameOfMode } from '../events/delivery-mode.js';
import { redeliver } from '../events/redeliver.js';
import { show } from '../pages/page.js';
import { readSowing, sow } from '../seed/sow.js';
import type { ControlOptions } from './control-api.js';
import { controlBody } from './control-body.js';
import { doDeed } from './do-deed.js';
import { recentAttempts, recentCharges, recentEvents, recentSessions } from './inspect.js';
import type { Deed } from './money-body.js';

const DAY = 86_400;
type Form = { Body: Record<string, string | undefined> | undefined };

/** The sandbox's own page for people: the clock, faults, deliveries, events, sessions. Plain forms. */
export async function controlPage(
  server: FastifyInstance,
  { core, time, faults, deliverer }: ControlOptions,
): Promise<void> {
  const back = (reply: FastifyReply, place: string) => reply.redirect(`/#${place}`, 303);

  server.get('/', async (_request, reply) => {
    const body = controlBody({
      now: core.clock.now(),
      offsetMs: core.clock.offsetMs(),
      faults: faults.all(),
      mode: nameOfMode(deliverer.currentMode()),
      sessions: await recentSessions(core.pool),
      events: await recentEvents(core.pool),
      attempts: await recentAttempts(core.pool, 30),
      charges: await recentCharges(core.pool),
    });
    return show(reply, { lang: 'en', title: 'Sandbox', band: 'Sandbox. No card is charged and no money moves.', body });
  });

  server.post<Form>('/clock', async ({ body }, reply) => {
    const days = Number(body?.days);
    if (Number.isSafeInteger(days) && days > 0 && days <= 400) await time.moveTo(core.clock.now() + days * DAY);
    return back(reply, 'clock');
  });
  server.post<Form>('/faults', async ({ body = {} }, reply) => {
    if (body.remove) faults.remove(Number(body.remove));
    else if (body.clear) faults.clear();
    else faults.add(readFault({ ...body, delayMs: 5000 }));
    return back(reply, 'faults');
  });
  server.post<Form>('/deliveries', async ({ body }, reply) => {
    const mode = Object.hasOwn(deliveryModes, body?.mode ?? '') ? deliveryModes[body!.mode!] : null;
    if (mode) await deliverer.setMode(mode);
    return back(reply, 'deliveries');
  });
  server.post<Form>('/money', async ({ body }, reply) => {
    await core.write(null, (work) => doDeed(work, String(body?.id), body?.deed as Deed)).catch(forgive);
    return back(reply, 'money');
  });
  server.post<Form>('/seed', async ({ body }, reply) => {
    const { customers, seed } = body ?? {};
    await sow(core, readSowing({ customers, seed })).catch(forgive);
    return back(reply, 'seed');
  });
  server.post<Form>('/redeliver', async ({ body }, reply) => {
    await core.write(null, (work) => redeliver(work, String(body?.event), null)).catch(() => {});
    return back(reply, 'deliveries');
  });
}

/** A button pressed twice, or too late, changes nothing. */
function forgive(error: unknown): void {
  if (!(error instanceof StripeError)) throw error;
}
