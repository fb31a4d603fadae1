// A Pop3Store, or a bare signed-in client, before a scripted server. All stores of a test file share one database;
// each has a vault of its own, so they don't see each other's mail.
import type { Database } from '../../server/data/database.ts';
import type { MessageHeader } from '../../server/mail/message.ts';
import type { Pop3Client } from '../../server/pop3/client.ts';
import { connectPop3 } from '../../server/pop3/connect.ts';
import type { Limits } from '../../server/pop3/limits.ts';
import type { Pop3Store, Pop3StoreOptions } from '../../server/pop3/store.ts';
import { plainMail } from './mail.ts';
import { pop3Account, pop3Store, temporaryDatabase } from './pop3.ts';
import {
  plainly,
  type Script,
  type ScriptedMessage,
  SHORT,
  scriptedLogin,
  scriptedPop3,
} from './pop3-script.ts';

/** What signedIn's server has: dots that are stuffed, and bytes that are no UTF-8. */
export const RAW = Buffer.from('Subject: dots\r\n\r\n.dot\r\n..two\r\n\xe9\xff\r\n.\r\n', 'latin1');

export async function signedIn(script: Partial<Script> = {}, limits: Partial<Limits> = {}) {
  const server = await scriptedPop3({ messages: [{ uidl: 'one', raw: RAW }], ...script });
  const account = scriptedLogin(server);
  const connect = (): Promise<Pop3Client> =>
    connectPop3({ egress: plainly, account, limits: { ...SHORT, ...limits } });
  return { server, connect };
}

let database: Promise<Database> | null = null;
let vaults = 0;

/** `reopen` gives another store on the same archive, as after a restart. */
export async function opened(script: Partial<Script>, options: Partial<Pop3StoreOptions> = {}) {
  database ??= temporaryDatabase();
  const shared = await database;
  const server = await scriptedPop3(script);
  const archiveKey = { vaultId: `vault ${++vaults}`, accountId: 'account' };
  const account = { ...pop3Account(scriptedLogin(server).incoming), ...scriptedLogin(server) };
  const reopen = (): Pop3Store =>
    pop3Store(account, { database: shared, archiveKey, egress: plainly, limits: SHORT, ...options });
  return { server, store: reopen(), reopen };
}

export const mail = (
  subject: string,
  more: Partial<ScriptedMessage> & { text?: string } = {},
): ScriptedMessage => ({
  uidl: `id-${subject}`,
  raw: plainMail({ subject, messageId: `${subject}@demo.example`, text: more.text ?? `Text of ${subject}` }),
  ...more,
});

export const list = async (store: Pop3Store): Promise<MessageHeader[]> =>
  (await store.page('INBOX', { limit: 200 })).rows.map(({ header }) => header);
export const subjects = async (store: Pop3Store): Promise<(string | null)[]> =>
  (await list(store)).map(({ subject }) => subject);
