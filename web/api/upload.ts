// Uploading a file beside GraphQL, with progress. A newcomer's trap: fetch can't tell how much of a body has
// gone out, so this is an XMLHttpRequest.

import { t } from '../lib/t.ts';
import { ApiError, type ApiErrorCode, OWN, urlOf } from './client.ts';

export interface Uploaded {
  id: string;
}

/** Sends the file's bytes. `onProgress` gets 0 to 1. Rejects with an ApiError; CANCELLED after an abort. */
export function upload(
  file: File,
  onProgress: (part: number) => void,
  signal: AbortSignal,
): Promise<Uploaded> {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    const url = urlOf('upload');
    url.searchParams.set('filename', file.name);
    call.open('POST', url);
    for (const [name, value] of Object.entries(OWN)) call.setRequestHeader(name, value);
    call.setRequestHeader('content-type', file.type || 'application/octet-stream');
    call.responseType = 'json';
    call.upload.onprogress = (event) => {
      if (event.lengthComputable && event.total > 0) onProgress(event.loaded / event.total);
    };
    call.onload = () => {
      const answer = call.response as (Partial<Uploaded> & Failure) | null;
      if (call.status >= 200 && call.status < 300 && answer?.id) resolve({ id: answer.id });
      else reject(failureOf(answer));
    };
    call.onerror = () => reject(new ApiError('NETWORK', t('error.network'), true));
    call.onabort = () => reject(new ApiError('CANCELLED', t('error.cancelled'), true));
    signal.addEventListener('abort', () => call.abort(), { once: true });
    call.send(file);
  });
}

interface Failure {
  error?: { code: ApiErrorCode; message: string; retryable?: boolean; serverText?: string };
}

function failureOf(answer: Failure | null): ApiError {
  const failure = answer?.error;
  if (!failure) return new ApiError('INTERNAL', t('error.internal'), true);
  return new ApiError(failure.code, failure.message, failure.retryable ?? false, failure);
}
