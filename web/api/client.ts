// The one way to ask the server: a typed document over POST. A newcomer's trap: a payload's `problem` is data
// and does not throw; only errors[] and a broken connection do, always as an ApiError.

import { t } from '../lib/t.ts';
import type { ErrorCode, TypedDocumentString } from './operations.gen.ts';

/** Codes of the schema, and NETWORK for a server that can't be reached at all. */
export type ApiErrorCode = ErrorCode | 'NETWORK';

export interface ApiErrorOptions {
  retryAfterMs?: number | null | undefined;
  serverText?: string | null | undefined;
  path?: readonly string[] | null | undefined;
}

export class ApiError extends Error {
  readonly code: ApiErrorCode;
  readonly retryable: boolean;
  readonly retryAfterMs: number | null;
  /** What the mail server said; only ever shown as a quotation. */
  readonly serverText: string | null;
  readonly path: readonly string[];

  constructor(code: ApiErrorCode, message: string, retryable: boolean, options: ApiErrorOptions = {}) {
    super(message);
    this.name = 'ApiError';
    this.code = code;
    this.retryable = retryable;
    this.retryAfterMs = options.retryAfterMs ?? null;
    this.serverText = options.serverText ?? null;
    this.path = options.path ?? [];
  }
}

/** Any thrown value as an ApiError. An abort stays an abort: it is CANCELLED. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof DOMException && error.name === 'AbortError') {
    return new ApiError('CANCELLED', t('error.cancelled'), true);
  }
  return new ApiError('NETWORK', t('error.network'), true);
}

interface WireError {
  message: string;
  path?: readonly (string | number)[];
  extensions?: { code?: ErrorCode; retryable?: boolean; retryAfterMs?: number; serverText?: string };
}

export interface Answer<T> {
  data: T | null;
  errors?: readonly WireError[];
}

type Listener = (error: ApiError | null) => void;
const listeners = new Set<Listener>();

/** Called after each request with its error, or null when the server answered. */
export function onAnswer(listener: Listener): void {
  listeners.add(listener);
}

export function report(error: ApiError | null): void {
  for (const listener of listeners) listener(error);
}

/** Headers that mark a request as the app's own; without them the server refuses it. */
export const OWN = { 'x-postern': '1' } as const;

/** The address of a route of the server, base path included. */
export const urlOf = (path: string): URL => new URL(path, document.baseURI);

/** Sends an operation and answers with its data; throws an ApiError when any part of it failed. */
export async function request<T, V>(
  document: TypedDocumentString<T, V>,
  variables: V,
  signal?: AbortSignal,
): Promise<T> {
  const answer = await ask(document, variables, signal);
  return dataOf(answer);
}

/** Like request, but a part that failed is null in `data` and named in `errors`. */
export async function ask<T, V>(
  document: TypedDocumentString<T, V>,
  variables: V,
  signal?: AbortSignal,
): Promise<Answer<T>> {
  try {
    const response = await fetch(urlOf('graphql'), {
      method: 'POST',
      headers: { ...OWN, 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ query: document.toString(), variables }),
      credentials: 'same-origin',
      signal: signal ?? null,
    });
    const answer = (await response.json()) as Answer<T>;
    const first = answer.errors?.[0];
    report(first === undefined ? null : errorOf(first));
    return answer;
  } catch (error) {
    const failure = toApiError(error);
    report(failure);
    throw failure;
  }
}

/** The data of an answer, or its first error thrown. */
export function dataOf<T>(answer: Answer<T>): T {
  const first = answer.errors?.[0];
  if (first !== undefined) throw errorOf(first);
  if (answer.data === null || answer.data === undefined) {
    throw new ApiError('INTERNAL', t('error.internal'), true);
  }
  return answer.data;
}

export function errorOf(error: WireError): ApiError {
  const { code = 'INTERNAL', retryable = false, retryAfterMs, serverText } = error.extensions ?? {};
  return new ApiError(code, error.message, retryable, {
    retryAfterMs,
    serverText,
    path: error.path?.map(String),
  });
}
