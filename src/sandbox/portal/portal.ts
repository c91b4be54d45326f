import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { StripeError } from '../api/stripe-error.js';
import { languageOf } from '../checkout/words.js';
import { show, type Page } from '../pages/page.js';
import type { Core } from '../store/core.js';
import type { Work } from '../store/work.js';
import { cancel, changeCard, switchPrice, undoCancel } from './deeds.js';
import { donePage, gonePage, homePage } from './portal-page.js';
import { cancelStep, cardStep, flowStep, priceStep } from './steps.js';
import { homeView, type Visit } from './portal-view.js';
import { portalWords, type PortalWords } from './words.js';

type Request = FastifyRequest<{
  Params: { id: string; subscription?: string };
  Body: { number?: string; price?: string; feedback?: string } | undefined;
  Querystring: { unconfirmed?: string; done?: string };
}>;
type Done = 'doneCard' | 'doneCancel' | 'doneUndo' | 'doneSwitch';

const OPEN_FOR = 3600;

/** The customer portal: pages for one customer behind the secret address of a session. Plain forms, no scripts. */
export async function portal(server: FastifyInstance, core: Core): Promise<void> {
  const look = (path: string, page: (visit: Visit, request: Request) => Promise<Page>) =>
    server.get(`/p/session/:id${path}`, async (request: Request, reply) => {
      const visit = await enter(core.reader(), request);
      return show(reply, visit ? await page(visit, request) : gonePage(language(request)));
    });
  look('', (visit, request) => (visit.session.flow ? flowStep(visit, errorOf(visit, request)) : home(visit, request)));
  look('/home', home);
  look('/card', (visit, request) => cardStep(visit, errorOf(visit, request)));
  look('/:subscription/cancel', (visit, { params }) => cancelStep(visit, params.subscription!));
  look('/:subscription/price', (visit, { params }) => priceStep(visit, params.subscription!));

  const act = (path: string, done: Done, deed: (visit: Visit, request: Request) => Promise<string | null>) =>
    server.post(`/p/session/:id${path}`, async (request: Request, reply) => {
      try {
        const to = await core.write(null, async (work) => {
          const visit = await enter(work, request);
          return visit && ((await deed(visit, request)) ?? afterwards(visit, done));
        });
        return to ? reply.redirect(to, 303) : show(reply, gonePage(language(request)));
      } catch (error) {
        return refused(core, request, reply, error);
      }
    });
  act('/card', 'doneCard', async (visit, { body }) => {
    const { work, session } = visit;
    const way = { page: `/p/session/${session.id}/card`, donePage: afterwards(visit, 'doneCard') };
    const asking = await changeCard(work, session.customer, body?.number ?? '', way);
    return asking && `/authenticate/${asking}`;
  });
  act('/:subscription/cancel', 'doneCancel', async (visit, { params, body }) => {
    await cancel(visit.work, await own(visit, params.subscription!), visit.features, body?.feedback || null);
    return null;
  });
  act('/:subscription/undo', 'doneUndo', async (visit, { params }) => {
    await undoCancel(visit.work, await own(visit, params.subscription!));
    return null;
  });
  act('/:subscription/price', 'doneSwitch', async (visit, { params, body }) => {
    await switchPrice(visit.work, await own(visit, params.subscription!), body?.price ?? '', visit.features);
    return null;
  });
}

async function home(visit: Visit, { query }: Request): Promise<Page> {
  const w = portalWords[visit.language];
  const done = isDone(query.done) ? w[query.done] : null;
  const after = visit.session.flow?.after_completion;
  if (done && after?.type === 'hosted_confirmation') {
    const text = after.hosted_confirmation?.custom_message ?? done;
    const back = visit.session.return_url ?? `/p/session/${visit.session.id}/home`;
    return donePage(text, back, visit.session.return_url ? w.back : w.home, visit.language);
  }
  return homePage(await homeView(visit, done), visit.language);
}

/** Where people go when something is done: home, or where the flow they came for leads. */
function afterwards({ session }: Visit, done: Done): string {
  const after = session.flow?.after_completion;
  const away = after?.type === 'redirect' ? after.redirect?.return_url : null;
  return away ?? `/p/session/${session.id}/home?done=${done}`;
}

async function enter(work: Work, request: Request): Promise<Visit | null> {
  const session = await work.find('billing_portal.session', request.params.id);
  if (!session || session.created + OPEN_FOR < work.now) return null;
  const customer = await work.find('customer', session.customer);
  if (!customer) return null;
  const configuration = await work.load('billing_portal.configuration', String(session.configuration));
  const wished = session.locale ?? customer.preferred_locales?.[0] ?? null;
  const spoken = languageOf(wished, request.headers['accept-language']);
  return { work, session, configuration, features: configuration.features, language: spoken };
}

/** The id of a membership, if it is this customer's. */
async function own({ work, session }: Visit, id: string): Promise<string> {
  const found = await work.load('subscription', id);
  if (found.customer === session.customer) return id;
  throw new StripeError('This membership is not theirs.', { status: 404 });
}

async function refused(core: Core, request: Request, reply: FastifyReply, error: unknown): Promise<FastifyReply> {
  if (!(error instanceof StripeError)) throw error;
  const visit = await enter(core.reader(), request);
  if (!visit || error.status !== 402) return show(reply, gonePage(language(request)));
  const w: PortalWords = portalWords[visit.language];
  const { subscription } = request.params;
  return show(reply, await (subscription ? priceStep(visit, subscription, w.failed) : cardStep(visit, w.refused)));
}

function errorOf(visit: Visit, { query }: Request): string | null {
  return query.unconfirmed ? portalWords[visit.language].unconfirmed : null;
}

function language(request: Request): Visit['language'] {
  return languageOf(null, request.headers['accept-language']);
}

function isDone(word: string | undefined): word is Done {
  return ['doneCard', 'doneCancel', 'doneUndo', 'doneSwitch'].includes(word ?? '');
}
