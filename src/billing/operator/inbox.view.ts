import { Instant, Nullable, Type, type Static, type Words } from '../../platform/index.js';
import { type Backlog, INBOX_STATES, type InboxFilter, type InboxLine, type RunLine } from './inbox-log.query.js';

const State = Type.Enum([...INBOX_STATES]);
const Line = Type.Object({
  id: Type.String(), url: Type.String(), eventId: Type.String(), type: Type.String(), customer: Nullable(Type.String()), name: Nullable(Type.String()), created: Instant,
  receivedAt: Instant, doneAt: Nullable(Instant), state: State, attempts: Type.Integer(), error: Nullable(Type.String()),
});
const Effect = Type.Object({ name: Type.String(), cause: Type.String(), sentence: Type.String() });

export const InboxView = Type.Object({
  backlog: Type.Object({ received: Type.Integer(), quarantined: Type.Integer(), behind: Type.Integer(), behindSeconds: Type.Integer() }),
  events: Type.Array(Line), states: Type.Array(State), filter: Type.Object({ state: Type.String(), search: Type.String() }), filtered: Type.Boolean(), olderUrl: Nullable(Type.String()),
});
export const InboxEventView = Type.Object({
  event: Line, object: Nullable(Type.String()), replayable: Type.Boolean(),
  runs: Type.Array(Type.Object({ id: Type.String(), beganAt: Instant, endedAt: Instant, milliseconds: Type.Integer(), error: Nullable(Type.String()), effects: Type.Array(Effect) })),
  effects: Type.Array(Type.Object({ ...Effect.properties, at: Instant })),
});

export function inboxView(lines: InboxLine[], backlog: Backlog, { state, search }: InboxFilter, more: boolean): Static<typeof InboxView> {
  const chosen = new URLSearchParams(Object.entries({ state, search }).filter((one): one is [string, string] => one[1] !== null));
  if (more) chosen.set('before', lines.at(-1)!.id);
  return {
    backlog: { ...backlog, behindSeconds: Math.round(backlog.behindSeconds) }, events: lines.map(lineView), states: [...INBOX_STATES],
    filter: { state: state ?? '', search: search ?? '' }, filtered: state !== null || search !== null, olderUrl: more ? `/operator/inbox?${chosen.toString()}` : null,
  };
}

/** @param language the reader's; an effect of another release, which has no words here, is told by its name */
export function inboxEventView(
  line: InboxLine & { object: string | null }, runs: RunLine[], effects: { name: string; cause: string; at: Date }[], words: Words, language: string,
): Static<typeof InboxEventView> {
  const t = words.for(language);
  const told = <E extends { name: string }>(effect: E) => {
    const key = `inbox.effect.${effect.name}`;
    return { ...effect, sentence: words.has(key) ? t(key) : t('inbox.effectUnknown', { name: effect.name }) };
  };
  return {
    event: lineView(line), object: line.object, replayable: line.name !== null,
    runs: runs.map(({ id, beganAt, endedAt, error, effects: setOff }) => ({
      id, beganAt: beganAt.toISOString(), endedAt: endedAt.toISOString(), milliseconds: endedAt.getTime() - beganAt.getTime(), error, effects: setOff.map(told),
    })),
    effects: effects.map(({ name, cause, at }) => told({ name, cause, at: at.toISOString() })),
  };
}

function lineView(line: InboxLine): Static<typeof Line> {
  const { id, eventId, type, customer, name, state, attempts, error } = line;
  return {
    id, url: `/operator/inbox/${id}`, eventId, type, customer, name, state, attempts, error,
    created: line.created.toISOString(), receivedAt: line.receivedAt.toISOString(), doneAt: line.doneAt?.toISOString() ?? null,
  };
}
