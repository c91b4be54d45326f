import { formatDate, Instant, isDay, Nullable, parseDate, Type, type Static, type Translate } from '../../platform/index.js';
import { CreatorView, creatorView, type CreatorWithPictures } from '../creator.view.js';
import { ACTS } from './acts.js';
import type { AuditEntry, AuditFilter } from './audit.service.js';

const Named = Type.Object({ id: Type.String(), name: Type.String() });

export const AuditView = Type.Object({
  creator: CreatorView,
  entries: Type.Array(Type.Object({
    id: Type.String(), at: Instant, act: Type.String(), actor: Nullable(Named), subject: Nullable(Type.String()), sentence: Type.String(),
  })),
  people: Type.Array(Named), acts: Type.Array(Named), filter: Type.Object({ person: Type.String(), act: Type.String() }), olderUrl: Nullable(Type.String()),
});
export type AuditView = Static<typeof AuditView>;

/** Codes in a detail that are words of ours. */
const SPOKEN: Record<string, string> = { role: 'team.role', roleBefore: 'team.role' };

/** One line as a sentence, in the reader's language. @param language the one that `t` speaks */
export function auditSentence(entry: Pick<AuditEntry, 'act' | 'actorId' | 'actorName' | 'subjectName' | 'detail'>, t: Translate, language: string): string {
  const who = entry.actorName ?? t(entry.actorId ? 'audit.gone' : 'audit.house');
  const told = Object.entries(entry.detail).map(([name, value]) => {
    if (name === 'fields') return [name, String(value).split(',').map((field) => t(`audit.field.${field}`)).join(', ')];
    if (typeof value === 'string' && isDay(value)) return [name, formatDate(`${value}T00:00:00Z`, 'long', language, 'UTC', parseDate(`${value}T00:00:00Z`))];
    return [name, SPOKEN[name] && typeof value === 'string' ? t(`${SPOKEN[name]}.${value}`) : value];
  });
  return t(`audit.act.${entry.act}`, { ...Object.fromEntries(told), who, whom: entry.subjectName ?? t('audit.somebody') });
}

export function auditView(
  creator: CreatorWithPictures, page: { entries: AuditEntry[]; people: { id: string; name: string | null }[]; filter: AuditFilter; more: boolean }, t: Translate, language: string,
): AuditView {
  const { entries, people, filter, more } = page;
  const chosen = new URLSearchParams(Object.entries({ person: filter.person, act: filter.act }).filter((one): one is [string, string] => one[1] !== null));
  const last = entries.at(-1);
  return {
    creator: creatorView(creator),
    entries: entries.map((entry) => ({
      id: entry.id, at: entry.at.toISOString(), act: entry.act, subject: entry.subject, sentence: auditSentence(entry, t, language),
      actor: entry.actorId ? { id: entry.actorId, name: entry.actorName ?? t('audit.gone') } : null,
    })),
    people: people.map(({ id, name }) => ({ id, name: name ?? t('audit.gone') })),
    acts: ACTS.map((act) => ({ id: act, name: t(`audit.kind.${act}`) })).sort((a, b) => a.name.localeCompare(b.name)),
    filter: { person: filter.person ?? '', act: filter.act ?? '' },
    olderUrl: more && last ? `/studio/${creator.handle}/team/audit?${chosen.size > 0 ? `${chosen.toString()}&` : ''}before=${last.id}` : null,
  };
}
