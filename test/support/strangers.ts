// What somebody gets who asks with an id of another: nothing, and not even that there is something.
import assert from 'node:assert/strict';
import type { Client, Data } from './client.ts';

/** An answer that gives nothing: a missing thing's problem, or null where there is no problem. */
export function assertNothing(payload: Data, what: string): void {
  const { problem, done = 0, results = [], ...given } = payload;
  assert.equal(done, 0, what);
  for (const value of Object.values(given)) assert.equal(value, null, what);
  for (const item of results) {
    assert.deepEqual([item.gone, item.replacedBy], [false, null], what);
    assertMissing(item.problem, what);
  }
  if (problem) assertMissing(problem, what);
}

export function assertMissing(problem: Data, what: string): void {
  // GONE is what a message that was deleted gets, so it tells no more than NOT_FOUND.
  assert.ok(problem && ['NOT_FOUND', 'GONE'].includes(problem.code), `${what}: ${JSON.stringify(problem)}`);
}

/** The whole answer of an operation that may fail. */
export async function answerOf(client: Client, query: string, variables: Data): Promise<Data> {
  const response = await client.fetch('graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-postern': '1', accept: 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  return response.json();
}

interface Owner {
  client: Client;
  accountId: string;
  ids: Record<string, string>;
}

/** By the Message-ID: neither in the account of the other, nor the other's message in the own account. */
export async function assertNotFoundByMessageId(me: Owner, other: Owner, messageId: string): Promise<void> {
  const query = `query ($accountId: ID!, $messageId: String!) {
    messageByMessageId(accountId: $accountId, messageId: $messageId) { id subject } }`;
  for (const [kind, accountId] of Object.entries(other.ids)) {
    const { errors } = await answerOf(me.client, query, { accountId, messageId });
    assert.equal(errors[0].extensions.code, 'NOT_FOUND', kind);
  }
  const found = await me.client.graphql(query, { accountId: me.accountId, messageId });
  assert.deepEqual(found, { messageByMessageId: null });
}
