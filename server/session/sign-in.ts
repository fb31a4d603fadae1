// Signing in: the mail server says who somebody is, the password opens the vault, and both are needed. A newcomer's
// trap: the order. Nothing of a vault is opened before the server of *that look-up* accepted the password, and a
// vault is only replaced when the person asked for it and it could not be opened. The key of the password is worked
// out meanwhile, for a vault or for none, so that a refused password takes the same time whether there is one or not.
import { isDeepStrictEqual } from 'node:util';
import type { AccountSecret } from '../mail/account.ts';
import { MailError, toMailError } from '../mail/errors.ts';
import type { Log } from '../mail/log.ts';
import type { SignInInput } from './caller.ts';
import type { AccountStore } from './open.ts';
import { type Delay, flattened, REFUSAL_FLOOR_MS, realDelay, refusedLine } from './refusal.ts';
import { type Mailbox, mailboxOf, type ServerSettings } from './servers.ts';
import type { Throttle, Try } from './throttle.ts';
import { type Derived, type Found, newFound, type Vault, type Vaults } from './vault.ts';

const CONNECT_MS = 10_000;
/** How often another sign-in to the same mailbox may come first. */
const RACES = 3;

export interface SignInDeps {
  vaults: Vaults;
  throttle: Throttle;
  settings: ServerSettings;
  openStore(account: AccountSecret, vaultId: string): AccountStore;
  log: Log;
  delay?: Delay;
  now?: () => number;
}

/** What a sign-in came to: an open vault, its account, and the connected store. */
export interface SignedIn {
  vault: Vault;
  account: AccountSecret;
  store: AccountStore;
}

/** Where it came from: the network address, and the vault of a session that is open in the same browser. */
export interface Origin {
  ip: string;
  existing: Pick<Vault, 'id' | 'key'> | null;
}

/** Throws what SignInInput deserves: VALIDATION, SERVER_UNKNOWN, RATE_LIMITED, UPSTREAM_*, TLS_*, VAULT_LOCKED. */
export async function signIn(
  input: SignInInput,
  origin: Origin,
  signal: AbortSignal,
  deps: SignInDeps,
): Promise<SignedIn> {
  const { log, delay = realDelay, now = Date.now } = deps;
  const begun = now();
  try {
    return await attempt(input, origin, signal, deps);
  } catch (reason) {
    const error = toMailError(reason);
    log.warn({ code: error.code }, refusedLine(origin.ip, input.address, error.code));
    await delay(Math.max(0, begun + REFUSAL_FLOOR_MS - now()));
    throw error;
  }
}

async function attempt(
  input: SignInInput,
  origin: Origin,
  signal: AbortSignal,
  deps: SignInDeps,
): Promise<SignedIn> {
  const { vaults, throttle } = deps;
  const mailbox = mailboxOf(input, deps.settings);
  const hash = vaults.hash(mailbox);
  const tried = throttle.begin(origin.ip, hash.toString('base64url'));
  try {
    for (let race = 0; race < RACES; race += 1) {
      const signedIn = await openOnce(input, mailbox, hash, origin, signal, deps);
      if (signedIn) {
        tried.succeeded();
        return signedIn;
      }
    }
    throw new MailError('CONFLICT');
  } catch (reason) {
    const error = toMailError(reason);
    settle(tried, error, mailbox.incoming.listed, signal.aborted);
    throw mailbox.incoming.listed ? error : flattened(error);
  }
}

/** A refusal that says nothing about the password does not count, unless it could be a look around with typed servers. */
function settle(tried: Try, { code, inputPath }: MailError, listed: boolean, gone: boolean): void {
  // Servers are slower to say no than yes, so whoever hangs up early has learnt what a refusal would have said.
  const guessed =
    gone || code === 'UPSTREAM_AUTH' || (code === 'VAULT_LOCKED' && inputPath.includes('recoveryCode'));
  if (!guessed && (listed || code === 'VAULT_LOCKED')) tried.forget();
}

/** Null when another sign-in changed the look-up meanwhile. */
async function openOnce(
  input: SignInInput,
  mailbox: Mailbox,
  hash: Buffer,
  origin: Origin,
  signal: AbortSignal,
  deps: SignInDeps,
): Promise<SignedIn | null> {
  const found = await deps.vaults.find(hash);
  const fresh = newFound();
  const refused = new AbortController();
  const over = AbortSignal.any([signal, refused.signal]);
  const deriving = deps.vaults.derive(found?.vaultId ?? null, input.password, over);
  // Waited for below; a mail server that refuses comes first.
  deriving.catch(() => {});
  const accepted = await accept(input, mailbox, found ?? fresh, signal, deps).catch((error: unknown) => {
    refused.abort();
    throw error;
  });
  let kept = false;
  try {
    const derived = await deriving;
    const opened = found && (await openVault(input, found, derived, origin, deps.vaults));
    if (opened) {
      const { vault, account } = await brought(opened, accepted.account, deps.vaults);
      kept = true;
      return { vault, account, store: accepted.store };
    }
    if (found && (!input.startFresh || input.recoveryCode !== undefined)) throw locked(input);
    const account = { ...accepted.account, id: fresh.accountId };
    // A salt is for one vault only.
    const own = found === null ? derived : undefined;
    const vault = await deps.vaults.create(hash, fresh.vaultId, account, found?.vaultId ?? null, own);
    if (!vault) return null;
    // A fresh start has another account, so its store is not the one that was opened for the old vault.
    kept = found === null;
    const store = kept ? accepted.store : deps.openStore(account, fresh.vaultId);
    return { vault, account, store };
  } finally {
    if (!kept) await accepted.store.close().catch(() => {});
  }
}

/** Asks the mail server. The store is keyed for where it will be used if all goes well. */
async function accept(
  { password }: SignInInput,
  mailbox: Mailbox,
  { vaultId, accountId }: Found,
  signal: AbortSignal,
  { openStore }: SignInDeps,
): Promise<{ account: AccountSecret; store: AccountStore }> {
  const account: AccountSecret = { ...mailbox, id: accountId, name: mailbox.address, password };
  const store = openStore(account, vaultId);
  try {
    await store.connect(AbortSignal.any([signal, AbortSignal.timeout(CONNECT_MS)]));
    return { account, store };
  } catch (error) {
    await store.close().catch(() => {});
    throw error;
  }
}

interface Opened {
  vault: Vault;
  byPassword: boolean;
}

async function openVault(
  { password, recoveryCode }: SignInInput,
  { vaultId }: Found,
  derived: Derived,
  { existing }: Origin,
  vaults: Vaults,
): Promise<Opened | null> {
  const byPassword = await vaults.byPassword(vaultId, password, derived);
  if (byPassword) return { vault: byPassword, byPassword: true };
  const byCode = recoveryCode === undefined ? null : await vaults.byRecoveryCode(vaultId, recoveryCode);
  const other = byCode ?? (existing?.id === vaultId ? await vaults.byKey(vaultId, existing.key) : null);
  return other && { vault: other, byPassword: false };
}

/** Brings the vault up to what the server accepted: the account as it signed in, and a wrap by its password. */
async function brought(
  { vault, byPassword }: Opened,
  accepted: AccountSecret,
  vaults: Vaults,
): Promise<{ vault: Vault; account: AccountSecret }> {
  const sealed = vault.accounts.find((each) => each.id === accepted.id);
  const account = { ...accepted, name: sealed?.name ?? accepted.name };
  if (byPassword && isDeepStrictEqual(sealed, account)) return { vault, account };
  return { vault: await vaults.update(vault, account), account };
}

function locked({ recoveryCode }: SignInInput): MailError {
  if (recoveryCode === undefined) return new MailError('VAULT_LOCKED');
  return new MailError('VAULT_LOCKED', {
    message: 'This recovery code does not open what is kept here. Check it letter by letter, or start fresh.',
    path: ['recoveryCode'],
  });
}
