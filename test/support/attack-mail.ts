// The attacks in a mailbox, and where each of them is found afterwards. A newcomer's trap: they are told apart by their
// order of arrival, because an attack may bring any header line of its own.
import { append } from '../../demo/seed/append.ts';
import { rawMessage } from '../attacks/attack.ts';
import { ATTACKS } from '../attacks/index.ts';
import type { Opened } from './attack-browser.ts';
import type { Client, Data } from './client.ts';
import type { Dovecot, User } from './dovecot.ts';

const FOLDER = 'Attacks';

export async function seedAttacks({ host, imaps, ca }: Dovecot, user: User): Promise<void> {
  const messages = ATTACKS.map((attack, at) => ({
    folder: FOLDER,
    date: new Date(Date.UTC(2026, 10, 24) + at * 60_000),
    // Opening it must change nothing, so that the app has nothing else to do.
    flags: ['\\Seen'],
    raw: rawMessage(attack, at + 1),
  }));
  await append({ host, port: imaps, ca, user: user.name, password: user.password }, [FOLDER], messages);
}

export async function listAttacks(client: Client): Promise<Opened[]> {
  const boxes = await client.graphql('{ viewer { accounts { mailboxes { id name } } } }');
  const mailbox = boxes.viewer.accounts[0].mailboxes.find(({ name }: { name: string }) => name === FOLDER);
  const found: { id: string; documentUrl: string }[] = [];
  let after: string | null = null;
  do {
    const { node }: Data = await client.graphql(
      'query ($id: ID!, $after: String) { node(id: $id) { ... on Mailbox { messages(first: 100, after: $after) { nodes { id documentUrl } pageInfo { hasNextPage endCursor } } } } }',
      { id: mailbox.id, after },
    );
    found.push(...node.messages.nodes);
    after = node.messages.pageInfo.hasNextPage ? node.messages.pageInfo.endCursor : null;
  } while (after !== null);
  if (found.length !== ATTACKS.length)
    throw new Error(`${found.length} of ${ATTACKS.length} attacks arrived.`);
  return found.reverse().map(({ id, documentUrl }, at) => ({
    number: at + 1,
    path: `mailbox/${encodeURIComponent(mailbox.id)}/message/${encodeURIComponent(id)}`,
    document: documentUrl,
  }));
}
