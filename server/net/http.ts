// A small HTTP client over egress, for what a message points to: pictures, and the address that unsubscribes. A
// newcomer's trap: nothing about the person goes out. No cookies, no referrer, no language, no credentials of a URL; and
// each redirect is a new address, which is checked like the first.
import http from 'node:http';
import { MailError } from '../mail/errors.ts';
import type { Egress } from './egress.ts';
import { fromSocketError } from './errors.ts';

const USER_AGENT = 'Mozilla/5.0 (compatible; MailProxy/1.0)';
const MAX_HEADERS = 16 * 1024;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

export interface HttpRequest {
  /** Absolute, http or https. */
  url: string;
  method?: 'GET' | 'POST';
  headers?: Readonly<Record<string, string>>;
  body?: string;
  /** Redirects of a GET that are followed at most; 0: the redirect itself is the answer. */
  redirects: number;
  /** Until the last byte, milliseconds. */
  timeoutMs: number;
  /** Of the body. */
  maxBytes: number;
  /** Asked before each address is looked up; false refuses it. */
  allows?(url: URL): boolean;
  signal?: AbortSignal | undefined;
}

export interface HttpAnswer {
  status: number;
  headers: http.IncomingHttpHeaders;
  /** Where it came from in the end. */
  url: URL;
  /**
   * The bytes as they come. Throws TOO_LARGE beyond `maxBytes`, UPSTREAM_TIMEOUT, UPSTREAM_OFFLINE, CANCELLED.
   */
  body: AsyncIterable<Buffer>;
  /** Ends the connection; for whoever does not read the body. */
  close(): void;
}

export interface HttpClient {
  /**
   * Throws SERVER_NOT_ALLOWED for an address that is out of bounds or refused by `allows`, UPSTREAM_PROTOCOL for what
   * is no HTTP, no URL or too many redirects, and what egress throws.
   */
  send(request: HttpRequest): Promise<HttpAnswer>;
}

export function createHttpClient(egress: Egress): HttpClient {
  return {
    async send(request) {
      const limit = AbortSignal.any([
        AbortSignal.timeout(request.timeoutMs),
        ...(request.signal ? [request.signal] : []),
      ]);
      try {
        limit.throwIfAborted();
        return await follow(egress, request, limit);
      } catch (error) {
        throw translated(error, limit);
      }
    },
  };
}

async function follow(egress: Egress, request: HttpRequest, limit: AbortSignal): Promise<HttpAnswer> {
  let url = checked(request.url, request);
  for (let left = request.redirects; ; left--) {
    const response = await sendOnce(egress, url, request, limit);
    const { statusCode: status = 0, headers } = response;
    const next = REDIRECTS.has(status) && request.method !== 'POST' && request.redirects > 0;
    if (!next || headers.location === undefined)
      return {
        ...{ status, headers, url, body: bounded(response, request.maxBytes, limit) },
        close: () => void response.destroy(),
      };
    response.destroy();
    if (left === 0) throw new MailError('UPSTREAM_PROTOCOL');
    url = checked(headers.location, request, url);
  }
}

function checked(text: string, { allows }: HttpRequest, base?: URL): URL {
  const url = URL.parse(text, base?.href);
  if (url === null) throw new MailError('UPSTREAM_PROTOCOL');
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  if (!isWeb || url.username !== '' || url.password !== '' || allows?.(url) === false)
    throw new MailError('SERVER_NOT_ALLOWED');
  return url;
}

async function sendOnce(
  egress: Egress,
  url: URL,
  { method = 'GET', headers, body }: HttpRequest,
  signal: AbortSignal,
): Promise<http.IncomingMessage> {
  const secure = url.protocol === 'https:';
  const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port);
  // "STARTTLS" is egress's word for a socket that begins in clear, which plain HTTP stays.
  const tls = secure ? 'IMPLICIT' : 'STARTTLS';
  const socket = await egress.connect({ host: url.hostname, port, tls, listed: false }, signal);
  return new Promise((resolve, reject) => {
    const sent = http.request(
      {
        // The socket is open and its address was checked; nothing here may resolve the name again.
        createConnection: () => socket,
        ...{ method, path: url.pathname + url.search, setHost: false, maxHeaderSize: MAX_HEADERS, signal },
        headers: {
          host: url.host,
          connection: 'close',
          'user-agent': USER_AGENT,
          'accept-encoding': 'identity',
          ...headers,
          ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
        },
      },
      resolve,
    );
    sent.on('error', (error) => {
      socket.destroy();
      reject(error);
    });
    sent.end(body);
  });
}

async function* bounded(
  response: http.IncomingMessage,
  maxBytes: number,
  limit: AbortSignal,
): AsyncGenerator<Buffer> {
  let length = 0;
  try {
    if (Number(response.headers['content-length'] ?? 0) > maxBytes) throw new MailError('TOO_LARGE');
    for await (const chunk of response as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > maxBytes) throw new MailError('TOO_LARGE');
      yield chunk;
    }
  } catch (error) {
    throw translated(error, limit);
  } finally {
    response.destroy();
  }
}

/** An abort carries the reason; node's client only says that there was one. */
function translated(error: unknown, limit: AbortSignal): MailError {
  if (error instanceof MailError) return error;
  if (limit.aborted) return fromSocketError(limit.reason);
  const { code } = error as { code?: unknown };
  if (typeof code === 'string' && code.startsWith('HPE_'))
    return new MailError('UPSTREAM_PROTOCOL', { cause: error });
  return fromSocketError(error);
}
