// Signing in and out: the session route beside GraphQL. A newcomer's trap: sign-in can carry one operation,
// so that the inbox is there with the answer; the password is passed on and never kept.

import { t } from '../lib/t.ts';
import { type Answer, ApiError, type ApiErrorCode, OWN, toApiError, urlOf } from './client.ts';
import type { TypedDocumentString } from './operations.gen.ts';

export interface ServerAddress {
  host: string;
  port: number;
  tls: 'IMPLICIT' | 'STARTTLS';
}

export interface Servers {
  protocol: 'IMAP' | 'POP3';
  incoming: ServerAddress;
  outgoing: ServerAddress;
  username?: string;
}

export interface SignIn {
  address: string;
  password: string;
  servers?: Servers;
  recoveryCode?: string;
  startFresh?: boolean;
}

export interface SessionState {
  signedIn: boolean;
  /** True when people may type their own servers. */
  allowAnyServer: boolean;
}

export async function readSession(): Promise<SessionState> {
  return call<SessionState>('GET');
}

export async function signOut(): Promise<void> {
  await call<unknown>('DELETE');
}

/** Signs in and brings the answer of one operation along. */
export async function signIn<T, V>(
  input: SignIn,
  document: TypedDocumentString<T, V>,
  variables: V,
  signal?: AbortSignal,
): Promise<{ expiresAt: string; result?: Answer<T> }> {
  return call('POST', { ...input, operation: { query: document.toString(), variables } }, signal);
}

interface Failure {
  error?: {
    code: ApiErrorCode;
    message: string;
    retryable?: boolean;
    retryAfterMs?: number;
    serverText?: string;
    path?: string[];
  };
}

async function call<T>(method: 'GET' | 'POST' | 'DELETE', body?: unknown, signal?: AbortSignal): Promise<T> {
  try {
    const response = await fetch(urlOf('session'), {
      method,
      headers: body === undefined ? OWN : { ...OWN, 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
      credentials: 'same-origin',
      signal: signal ?? null,
    });
    if (response.status === 204) return undefined as T;
    const answer = (await response.json()) as T & Failure;
    if (response.ok) return answer;
    const failure = answer.error;
    if (!failure) throw new ApiError('INTERNAL', t('error.internal'), true);
    throw new ApiError(failure.code, failure.message, failure.retryable ?? false, failure);
  } catch (error) {
    throw toApiError(error);
  }
}
