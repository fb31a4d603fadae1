// A program that reads its mail, answers a message and finds the answer in Sent: nothing but fetch, a token and GraphQL.
// Usage: POSTERN_URL=http://localhost:8080/ POSTERN_TOKEN=ptn_… node walk.mjs [words of a subject]
const { POSTERN_URL, POSTERN_TOKEN } = process.env;

async function graphql(query, variables = {}) {
  const response = await fetch(new URL('graphql', POSTERN_URL), {
    method: 'POST',
    headers: { authorization: `Bearer ${POSTERN_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(`${errors[0].extensions?.code}: ${errors[0].message}`);
  return data;
}

const { viewer } = await graphql('{ viewer { accounts { id } } }');
const { refreshAccount } = await graphql(`mutation ($id: ID!) { refreshAccount(id: $id) { account { id address
  inbox: mailbox(role: INBOX) { id total unread } sent: mailbox(role: SENT) { id } } } }`, { id: viewer.accounts[0].id });
const { account } = refreshAccount;
console.log(`${account.address}: ${account.inbox.total} messages, ${account.inbox.unread} unread`);

const LIST = `query ($id: ID!, $after: String, $text: String) { node(id: $id) { ... on Mailbox {
  messages(first: 200, after: $after, filter: { text: $text }) {
    nodes { id subject flags from { display } } pageInfo { hasNextPage endCursor } } } } }`;

async function* list(id, text) {
  for (let after = null, more = true; more; ) {
    const { messages } = (await graphql(LIST, { id, after, text })).node;
    yield* messages.nodes;
    ({ hasNextPage: more, endCursor: after } = messages.pageInfo);
  }
}

let count = 0;
for await (const _ of list(account.inbox.id)) count++;
console.log(`walked ${count} messages back to the oldest`);

const { value: original } = await list(account.inbox.id, process.argv[2]).next();
const { node: message } = await graphql(`query ($id: ID!) { node(id: $id) { ... on Message {
  body { text } replyTemplate(mode: REPLY) { to { address } subject text } } } }`, { id: original.id });
console.log(`“${original.subject}” from ${original.from[0].display}: ${message.body.text.slice(0, 60).replace(/\s+/g, ' ')}…`);

const { to, subject, text } = message.replyTemplate;
const { send } = await graphql(`mutation ($input: DraftInput!, $key: String!) { send(input: $input, idempotencyKey: $key) {
  submission { status sentCopy messageId } problem { code message } } }`, {
  key: crypto.randomUUID(),
  input: { accountId: account.id, to: to.map(({ address }) => address), subject, text: `Thank you, noted.\n\n${text}`, inReplyToId: original.id },
});
if (send.problem) throw new Error(send.problem.message);
console.log(`sent: ${send.submission.status}, copy in Sent: ${send.submission.sentCopy}`);

const { value: copy } = await list(account.sent.id, subject).next();
const { node: after } = await graphql('query ($id: ID!) { node(id: $id) { ... on Message { flags } } }', { id: original.id });
console.log(`found in Sent: “${copy.subject}”; the original is now ${after.flags.join(', ')}`);
