import { type Client, expectStatus } from '../client.js';

/** People who ask for the smaller price: two that wait, one let in, one not now. @returns addresses by route */
export async function buildRequests(owner: Client, { waiting, wordless, letIn, notNow }: Record<'waiting' | 'wordless' | 'letIn' | 'notNow', Client>): Promise<Record<string, string[]>> {
  const requests = '/studio/tamsin/members/requests';
  for (const [person, how, says] of [[letIn, 'acceptance', 'There is always a chair.'], [notNow, 'refusal', 'Ask me again in spring.']] as const) {
    expectStatus(await person.post('/@tamsin/ask', { words: 'A thin year.' }), 201);
    const [first] = (await owner.get(requests)).json.waiting as { url: string }[];
    expectStatus(await owner.post(`${first!.url}/${how}`, { says }), 200);
  }
  expectStatus(await waiting.post('/@tamsin/ask', { words: 'The mill has cut our hours. I would rather stay than go.' }), 201);
  expectStatus(await wordless.post('/@tamsin/ask'), 201);
  return { '/@:handle/ask': ['/@tamsin/ask'], '/studio/:handle/members/requests': [requests, '/studio/empty/members/requests'] };
}
