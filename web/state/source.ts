// The source of a message as text, as far as half a megabyte of it goes. A newcomer's trap: the answer is a stream that
// is stopped as soon as there is enough, so that a large message costs no more than a small one.
import { ApiError, OWN, toApiError, urlOf } from '../api/client.ts';
import { visible } from '../lib/files.ts';
import { t } from '../lib/t.ts';

export interface Source {
  text: string;
  cut: boolean;
}

const MAX_BYTES = 512 * 1024;

/** Rejects with an ApiError. */
export async function loadSource(url: string, signal: AbortSignal): Promise<Source> {
  try {
    const response = await fetch(urlOf(url), { headers: OWN, credentials: 'same-origin', signal });
    if (!response.ok || !response.body) throw await failure(response);
    const { bytes, cut } = await firstBytes(response.body.getReader());
    return { text: shown(bytes), cut };
  } catch (error) {
    throw toApiError(error);
  }
}

async function failure(response: Response): Promise<ApiError> {
  const { error } = (await response.json().catch(() => ({}))) as { error?: { message?: string } };
  return new ApiError('INTERNAL', error?.message ?? t('error.internal'), response.status >= 500);
}

async function firstBytes(
  reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>,
): Promise<{ bytes: Uint8Array; cut: boolean }> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    length += value.length;
    if (length > MAX_BYTES) {
      await reader.cancel();
      break;
    }
  }
  const all = new Uint8Array(await new Blob(chunks).arrayBuffer());
  return { bytes: all.subarray(0, MAX_BYTES), cut: length > MAX_BYTES };
}

/** UTF-8 where it is, else a character for each byte. Nothing in it can turn the lines around. */
function shown(bytes: Uint8Array): string {
  let text: string;
  try {
    // A character may be cut at the end.
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    text = new TextDecoder('windows-1252').decode(bytes);
  }
  return text
    .split(/\r?\n/)
    .map((line) => visible(line.replaceAll('\t', '    ')))
    .join('\n');
}
