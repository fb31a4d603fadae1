// Trust, headers and protection: what a message's header and form tell about it, and a message by its Message-ID. A
// newcomer's trap: each is a field that reads from the mail server, so a list never asks for them.
import { findByMessageId } from '../mail/find-message.ts';
import { encodeId } from '../mail/id.ts';
import { plainParts, readStructure, readText } from '../mime/body.ts';
import { type Fields, readFields } from '../mime/header/fields.ts';
import { decodeWords } from '../mime/header/words.ts';
import { shown } from '../mime/structure/shown.ts';
import { linkWarnings } from '../mime/trust/link-warnings.ts';
import { type Protection, protectionIn, protectionOf } from '../mime/trust/protection.ts';
import { domainOf } from '../mime/trust/sites.ts';
import type { Trust } from '../mime/trust/trust.ts';
import { readTrust } from '../session/trust.ts';
import { OPENING } from './budget.ts';
import type { Context } from './context.ts';
import { accountById, messagesById } from './lookup.ts';
import type { MessageModel } from './models.ts';
import type { Resolvers } from './schema.gen.ts';
import { visible } from './visible.ts';

const MAX_FIELDS = 2000;
const MAX_VALUE = 16_000;

export const trust: Resolvers = {
  Query: {
    messageByMessageId: async (_parent, { accountId, messageId }, context) => {
      const { account } = accountById(context, accountId);
      context.budget.spend(OPENING);
      const store = await context.caller.store(account.id);
      const locator = await findByMessageId(store, messageId, context.signal);
      if (locator === null) return null;
      return (await messagesById(context, [encodeId('message', account.id, locator)]))[0] ?? null;
    },
  },
  Message: {
    trust: async (message, _args, context) => {
      context.budget.spend(OPENING);
      return trustIn(message, context);
    },
    linkWarnings: async (message, _args, context) => {
      context.budget.spend(OPENING);
      const { store, header } = message;
      const { body } = shown(await readStructure(store, header.locator, context.signal));
      if (body?.type !== 'text/html') return [];
      const [{ text }, { confirmedDomain }] = await Promise.all([
        readText(store, header.locator, body, context.signal),
        trustIn(message, context),
      ]);
      return linkWarnings(text, { confirmedDomain, own: ownDomains(context) });
    },
    protection: async (message, _args, context) => {
      context.budget.spend(OPENING);
      return readProtection(message, context);
    },
    headers: async ({ store, header }, _args, { signal, budget }) => {
      budget.spend(OPENING);
      return shownFields(await readFields(store, header.locator, signal));
    },
  },
  TrustWarning: {
    claimed: ({ claimed }) => quoted(claimed),
    actual: ({ actual }) => quoted(actual),
  },
};

const quoted = (text: string | null): string | null => (text === null ? null : visible(text).slice(0, 500));

const ownDomains = ({ caller }: Context): string[] =>
  caller.accounts.flatMap(({ address }) => domainOf(address) ?? []);

const trustIn = ({ store, account, header }: MessageModel, { caller, signal }: Context): Promise<Trust> =>
  readTrust({ caller, account: account.id, store, header, signal });

async function readProtection(
  { store, header }: MessageModel,
  { signal }: Context,
): Promise<Protection | null> {
  const root = await readStructure(store, header.locator, signal);
  const told = protectionOf(root);
  const [first] = plainParts(shown(root));
  if (told !== null || !first) return told;
  return protectionIn((await readText(store, header.locator, first, signal)).text);
}

function shownFields({ list }: Fields): { name: string; value: string }[] {
  return list.slice(0, MAX_FIELDS).map(({ written, value }) => ({
    name: written,
    value: visible(decodeWords(value.slice(0, MAX_VALUE))).slice(0, MAX_VALUE),
  }));
}
