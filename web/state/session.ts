// Who is signed in, and the way in and out. A newcomer's trap: signing out here, or being signed out by the
// server, leaves the address as it is, so that signing in again goes on at the same place.
import { type ReadonlySignal, signal } from '@preact/signals';
import { type Answer, type ApiError, ask, dataOf, onAnswer, toApiError } from '../api/client.ts';
import { StartDocument, type StartQuery } from '../api/operations.gen.ts';
import * as api from '../api/session.ts';
import { forgetCards } from './cards.ts';
import { forgetConnection } from './connection.ts';
import { PAGE } from './list-ask.ts';
import { forgetLists, listFor, searchText } from './lists.ts';
import { forgetAccounts, setAccounts } from './mailboxes.ts';
import { forgetMessages } from './message.ts';
import { forgetPreviews } from './previews.ts';
import { endSelecting } from './selection.ts';
import { hideToast } from './toasts.ts';

export type SessionStatus =
  | 'UNKNOWN'
  | 'SIGNED_OUT'
  | 'SIGNED_IN'
  /** Nobody can tell yet: the site did not answer. */
  | 'FAILED';

const current = signal<SessionStatus>('UNKNOWN');
const anyServer = signal(false);
const ended = signal(false);
const trouble = signal<ApiError | null>(null);

export const sessionStatus: ReadonlySignal<SessionStatus> = current;
/** True when people may type their own servers. */
export const allowAnyServer: ReadonlySignal<boolean> = anyServer;
/** True when a session ended by itself, so that the sign-in page says so. */
export const sessionEnded: ReadonlySignal<boolean> = ended;
/** Why the start failed. */
export const startError: ReadonlySignal<ApiError | null> = trouble;

/** Only a hint, so that the first request already asks for mail; the cookie decides. */
const HINT = 'postern:signedIn';

export function startSession(): void {
  onAnswer((error) => {
    if (error?.code === 'SIGNED_OUT' && current.value === 'SIGNED_IN') void leave(true);
  });
  void start();
}

/** Asks whether somebody is signed in and brings the first page of mail. `quiet`: what is on the screen stays till then. */
export async function start({ quiet = false } = {}): Promise<void> {
  if (!quiet) {
    current.value = 'UNKNOWN';
    trouble.value = null;
  }
  try {
    if (!mayBeSignedIn()) {
      const state = await api.readSession();
      anyServer.value = state.allowAnyServer;
      if (!state.signedIn) {
        current.value = 'SIGNED_OUT';
        return;
      }
    }
    enter(await ask(StartDocument, { first: PAGE }));
  } catch (error) {
    const failure = toApiError(error);
    if (failure.code === 'SIGNED_OUT') return leave(true);
    trouble.value = failure;
    current.value = 'FAILED';
  }
}

/** Signs in; the answer brings the inbox. Rejects with an ApiError. */
export async function signIn(input: api.SignIn, abort?: AbortSignal): Promise<void> {
  const { result } = await api.signIn(input, StartDocument, { first: PAGE }, abort);
  setHint(true);
  ended.value = false;
  if (result) enter(result);
  else await start();
}

/** Ends the session here; whatever the server says, nothing of it stays on the screen. */
export async function signOut(): Promise<void> {
  await api.signOut().catch(() => {});
  await leave(false);
}

function enter(answer: Answer<StartQuery>): void {
  // One account that can't be reached must not hide the others, so parts may be missing.
  const viewer = answer.data?.viewer ?? dataOf(answer).viewer;
  const accounts = viewer.accounts.map(({ inbox, ...account }) => account);
  setAccounts(viewer.id, accounts);
  for (const { inbox } of viewer.accounts) if (inbox) listFor(inbox.id).take(inbox.messages);
  setHint(true);
  ended.value = false;
  current.value = 'SIGNED_IN';
}

async function leave(byItself: boolean): Promise<void> {
  setHint(false);
  ended.value = byItself;
  current.value = 'SIGNED_OUT';
  forgetAccounts();
  forgetLists();
  forgetMessages();
  forgetCards();
  forgetPreviews();
  forgetConnection();
  endSelecting();
  hideToast();
  searchText.value = '';
  if (!byItself) return;
  try {
    anyServer.value = (await api.readSession()).allowAnyServer;
  } catch {
    // Only decides whether server settings are offered; SERVER_UNKNOWN offers them as well.
  }
}

/** What this device remembers: false when nobody was signed in here. */
export function mayBeSignedIn(): boolean {
  try {
    return localStorage.getItem(HINT) === '1';
  } catch {
    return false;
  }
}

function setHint(on: boolean): void {
  try {
    if (on) localStorage.setItem(HINT, '1');
    else localStorage.removeItem(HINT);
  } catch {
    // Without it the start costs one request more.
  }
}
