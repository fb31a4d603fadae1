// A session service over stores in memory: sign-in with any address and the password "right", cookies and tokens
// that work, no database and no mail server. For tests of http/ and graphql/ alone; session/ has its own.
import { Readable } from 'node:stream';
import type { Account } from '../../server/mail/account.ts';
import type { DraftContent } from '../../server/mail/draft.ts';
import { MailError } from '../../server/mail/errors.ts';
import type { Submission } from '../../server/mail/submission.ts';
import {
  type Caller,
  SCOPES,
  type Scope,
  type SessionService,
  type Token,
} from '../../server/session/caller.ts';
import { composeDraft } from '../../server/smtp/compose.ts';
import { type MemoryImages, memoryImages } from './memory-images.ts';
import { type MemoryStore, memoryStore } from './memory-store.ts';

export interface FakeUser {
  account: Account;
  store: MemoryStore;
  sent: DraftContent[];
  images: MemoryImages;
  /** A Bearer token with these scopes. */
  tokenWith(...scopes: Scope[]): string;
}

const SERVER = { host: 'localhost', port: 1, tls: 'IMPLICIT', listed: true } as const;

export function fakeService(): SessionService & { user(address: string): FakeUser } {
  const users = new Map<string, FakeUser>();
  const callers = new Map<string, Caller>();
  const ends = new Map<string, AbortController>();
  let serial = 0;

  const user = (address: string): FakeUser => {
    const known = users.get(address);
    if (known) return known;
    const account: Account = {
      id: `acc-${address}`,
      name: address,
      address,
      protocol: 'IMAP',
      incoming: SERVER,
      outgoing: SERVER,
      username: address,
    };
    const made: FakeUser = {
      account,
      store: memoryStore(),
      sent: [],
      images: memoryImages(`vault-${address}`),
      tokenWith: (...scopes) => {
        const secret = `ptn_${++serial}`;
        callers.set(secret, callerOf(made, 'TOKEN', secret, new Set(scopes)));
        return secret;
      },
    };
    users.set(address, made);
    return made;
  };

  const callerOf = (
    owner: FakeUser,
    kind: Caller['kind'],
    id: string,
    scopes: ReadonlySet<Scope>,
  ): Caller => {
    const end = new AbortController();
    ends.set(id, end);
    const tokens: Token[] = [];
    const uploads = new Map<
      string,
      { id: string; filename: string; type: string; size: number; bytes: Buffer }
    >();
    const submissions = new Map<string, Submission>();
    return {
      kind,
      id,
      vaultId: `vault-${owner.account.address}`,
      scopes,
      accounts: [owner.account],
      ended: end.signal,
      store: async (accountId) => {
        if (accountId !== owner.account.id) throw new MailError('NOT_FOUND');
        return owner.store;
      },
      images: owner.images,
      composeDraft: (content) => composeDraft(content, { maxMessageBytes: 1e7 }),
      send: async (accountId, written, key) => {
        const again = submissions.get(key);
        if (again) return again;
        const content = await written();
        owner.sent.push(content);
        const submission: Submission = {
          id: `s${++serial}`,
          accountId,
          messageId: `${serial}@fake.example`,
          subject: content.subject,
          status: 'SENT',
          recipients: content.to.map(({ address }) => ({ address, state: 'SENT', smtpReply: '250 ok' })),
          sentCopy: 'APPENDED',
          error: null,
          attempts: 1,
          createdAt: new Date(),
        };
        submissions.set(key, submission);
        return submission;
      },
      submission: async (wanted) => [...submissions.values()].find((one) => one.id === wanted) ?? null,
      submissions: async () => [...submissions.values()],
      uploads: {
        put: async ({ filename, type }, stream) => {
          const bytes = Buffer.concat(await stream.toArray());
          const upload = { id: `u${++serial}`, filename, type, size: bytes.length, bytes };
          uploads.set(upload.id, upload);
          return { id: upload.id, filename, type, size: bytes.length };
        },
        get: async (wanted) => {
          const upload = uploads.get(wanted);
          return upload ? { ...upload, open: async () => Readable.from([upload.bytes]) } : null;
        },
        remove: async (wanted) => void uploads.delete(wanted),
      },
      tokens: {
        list: async () => tokens,
        create: async (input) => {
          const token: Token = { ...input, id: `t${++serial}`, createdAt: new Date(), lastUsedAt: null };
          tokens.push(token);
          return { token, secret: owner.tokenWith(...input.scopes) };
        },
        revoke: async (wanted) => tokens.some((token) => token.id === wanted),
      },
      sessions: {
        list: async () => [],
        revoke: async () => true,
        createRecoveryCode: async () => 'AAAA-BBBB',
      },
    };
  };

  return {
    user,
    signIn: async ({ address, password }) => {
      if (password !== 'right') throw new MailError('UPSTREAM_AUTH');
      const secret = `session-${++serial}`;
      const caller = callerOf(user(address), 'SESSION', secret, new Set(SCOPES));
      callers.set(secret, caller);
      return { caller, secret, expiresAt: new Date(Date.now() + 3_600_000) };
    },
    resume: async (secret) => callers.get(secret) ?? null,
    bearer: async (secret) => callers.get(secret) ?? null,
    signOut: async (caller) => {
      callers.delete(caller.id);
      ends.get(caller.id)?.abort();
    },
    close: async () => {},
  };
}
