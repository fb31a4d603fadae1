// What the routes that hand out mail by id share: who asks, may they, and which message is meant. A newcomer's
// trap: an id grants nothing. The account in it is looked up among the caller's, and is NOT_FOUND elsewhere.
import type { FastifyRequest } from 'fastify';
import { MailError } from '../mail/errors.ts';
import { decodeIdOf, splitPartLocator } from '../mail/id.ts';
import type { MailStore } from '../mail/store.ts';
import type { Caller, Scope } from '../session/caller.ts';

export interface MessageRouteDeps {
  /** Throws SIGNED_OUT when nobody is signed in. */
  callerOf(request: FastifyRequest): Promise<Caller>;
}

export interface Target {
  caller: Caller;
  store: MailStore;
  account: string;
  message: string;
}

/** The message behind an id. SIGNED_OUT, SCOPE_MISSING or NOT_FOUND. */
export async function messageTarget(
  { callerOf }: MessageRouteDeps,
  request: FastifyRequest,
  scope: Scope,
  id: string,
): Promise<Target> {
  const caller = await allowed(await callerOf(request), scope);
  const { account, locator } = decodeIdOf('message', id);
  return { caller, store: await storeOf(caller, account), account, message: locator };
}

/** The part behind an id, and the message it lies in. */
export async function partTarget(
  { callerOf }: MessageRouteDeps,
  request: FastifyRequest,
  scope: Scope,
  id: string,
): Promise<Target & { path: string }> {
  const caller = await allowed(await callerOf(request), scope);
  const { account, locator } = decodeIdOf('part', id);
  return { caller, store: await storeOf(caller, account), account, ...splitPartLocator(locator) };
}

/** The caller, or SCOPE_MISSING. */
export function allowed(caller: Caller, scope: Scope): Caller {
  if (!caller.scopes.has(scope)) {
    throw new MailError('SCOPE_MISSING', { message: `This token lacks the scope ${scope}.` });
  }
  return caller;
}

async function storeOf(caller: Caller, account: string): Promise<MailStore> {
  if (!caller.accounts.some(({ id }) => id === account)) throw new MailError('NOT_FOUND');
  return caller.store(account);
}

/** Mail never changes under its id, but who may see it does: a browser that keeps it would show it after a sign-out. */
export const MAIL_CACHE = { 'cache-control': 'no-store' } as const;
