import type { DemoMember } from './world/members.js';
import type { DemoCreator, DemoPost } from './world/world.js';

/** One thing that somebody of the demo world does, `age` days before today. */
export type Act = { id: string; age: number } & (
  | { kind: 'open'; creator: DemoCreator }
  | { kind: 'publish'; creator: DemoCreator; post: DemoPost }
  | { kind: 'arrange'; creator: DemoCreator }
  | { kind: 'follow'; member: DemoMember; handle: string }
  | { kind: 'join'; member: DemoMember; handle: string; tier: number; yearly: boolean; card: string }
  | { kind: 'change'; member: DemoMember; handle: string; tier: number }
  | { kind: 'ask'; member: DemoMember; handle: string; words: string }
  | { kind: 'leave'; member: DemoMember; handle: string }
);

/** Cards that the sandbox knows; they are Stripe's own test numbers. */
const GOOD = '4242424242424242';
/** Is taken once, and refused from the first renewal on. */
const FAILS_LATER = '4000000000000341';

/** Everything that happened in the demo world, in its order; each act has an id for ever, so that it is done once. */
export function timeline(creators: DemoCreator[], members: DemoMember[]): Act[] {
  const pages = creators.flatMap((creator): Act[] => [
    { kind: 'open', id: `${creator.handle} opens`, age: creator.opens, creator },
    ...creator.posts.map((post): Act => ({ kind: 'publish', id: `${creator.handle} publishes ${post.title}`, age: post.age, creator, post })),
    { kind: 'arrange', id: `${creator.handle} arranges`, age: 1, creator },
  ]);
  const people = members.flatMap((member): Act[] => {
    const about = (what: string, handle: string, age: number) => ({ id: `${member.email} ${what} ${handle} ${age}`, age, member, handle });
    return [
      ...member.follows.map(([handle, age]): Act => ({ kind: 'follow', ...about('follows', handle, age) })),
      ...(member.asks ? [{ kind: 'ask', ...about('asks', member.asks.page, member.asks.age), words: member.asks.words } satisfies Act] : []),
      ...member.pays.flatMap(({ page, tier, age, yearly = false, cardFails = false, changes, leaves }): Act[] => [
        { kind: 'join', ...about('joins', page, age), tier, yearly, card: cardFails ? FAILS_LATER : GOOD },
        ...(changes ? [{ kind: 'change', ...about('changes', page, changes.age), tier: changes.tier } satisfies Act] : []),
        ...(leaves === undefined ? [] : [{ kind: 'leave', ...about('leaves', page, leaves) } satisfies Act]),
      ]),
    ];
  });
  // Pages first, on a day that brings both.
  return [...pages, ...people].sort((a, b) => b.age - a.age);
}
