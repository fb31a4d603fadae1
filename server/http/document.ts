// GET /document/:message and /document/:message/:path: one part of a message as a document of its own, for a sandboxed
// frame. ?dark=1: colours for a dark room; ?images=1: with remote images, ?images=allowed: only where they need no
// question. A newcomer's trap: the policy below is the second wall behind the sanitiser, and the sandbox
// in it must stay word for word what the frame has; never allow-scripts (a test pins both).
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { toMailError } from '../mail/errors.ts';
import { encodeId } from '../mail/id.ts';
import type { Part } from '../mail/message.ts';
import { absence, plainParts, readStructure, readText } from '../mime/body.ts';
import { noticeDocument, safeDocument } from '../mime/html/document.ts';
import { readContents, readContentsOf } from '../mime/inner/inner.ts';
import { documentOptions, readDocument, type Variant } from '../mime/opened.ts';
import { findPart, isMessage, shown } from '../mime/structure/shown.ts';
import { formatOf } from '../mime/text/flowed.ts';
import { imagesFor, type SealImage } from '../session/image-policy.ts';
import { goneSignal } from './gone.ts';
import { MAIL_CACHE, type MessageRouteDeps, messageTarget, type Target } from './message-route.ts';

export const DOCUMENT_SANDBOX = 'allow-same-origin allow-popups allow-popups-to-escape-sandbox';

export const DOCUMENT_POLICY = `default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'; base-uri 'none'; form-action 'none'; sandbox ${DOCUMENT_SANDBOX}`;

interface Params {
  message: string;
  path?: string;
}

export function documentRoutes(app: FastifyInstance, deps: MessageRouteDeps): void {
  const answer = async (request: FastifyRequest, reply: FastifyReply) => {
    const { message, path } = request.params as Params;
    const up = path === undefined ? '..' : '../..';
    try {
      const target = await messageTarget(deps, request, 'BODY_READ', message);
      const { images, dark } = request.query as { images?: unknown; dark?: unknown };
      // Who sent an attached message is not known from the message around it, so nothing is allowed by its sender.
      const wish = images === '1' ? 'ONCE' : images === 'allowed' && path === undefined ? 'ALLOWED' : null;
      const signal = goneSignal(reply.raw);
      const html = await render(target, path, wish, up, { dark: dark === '1' }, signal);
      return headed(reply).send(html);
    } catch (thrown) {
      const error = toMailError(thrown);
      if (error.code === 'INTERNAL') request.log.error({ err: error.cause ?? error }, 'a document failed');
      const link = error.code === 'TOO_LARGE' ? { href: `${up}/raw/${message}`, text: DOWNLOAD } : null;
      return headed(reply)
        .code(error.status)
        .send(noticeDocument(error.message, link, { retry: error.retryable }));
    }
  };
  app.get('/document/:message', answer);
  app.get('/document/:message/:path', answer);
}

const DOWNLOAD = 'Download the message';
const MISSING = 'This part of the message is not there.';
const EMPTY = 'The text of this message is empty.';

async function render(
  target: Target,
  path: string | undefined,
  wish: 'ONCE' | 'ALLOWED' | null,
  up: string,
  variant: Variant,
  signal: AbortSignal,
): Promise<string> {
  const { store, account, message } = target;
  const rawUrl = `${up}/raw/${encodeId('message', account, message)}`;
  const notice = (sentence: string): string => noticeDocument(sentence, { href: rawUrl, text: DOWNLOAD });
  let root = await readRoot(target, path, signal);
  let picked = root && pick(root);
  if (root && !picked) {
    // The text may lie inside a file: Outlook's winmail.dat.
    root = await readContentsOf(store, message, root, signal);
    picked = pick(root);
  }
  if (!root || !picked) return notice(root ? absence(root) : MISSING);

  const [first] = picked;
  if (first?.type === 'text/html') {
    const images = wish === null ? null : await imagesOf(target, wish, signal);
    const opened = { ...target, images };
    const { html, isEmpty } = await readDocument(opened, root, first, up, signal, variant);
    return isEmpty ? notice(EMPTY) : html;
  }
  const texts = await Promise.all(picked.map((part) => readText(store, message, part, signal)));
  const options = { ...documentOptions(target, root, up), ...formatOf(first?.params ?? {}) };
  const { html, isEmpty } = safeDocument({ text: texts.map(({ text }) => text) }, options);
  return isEmpty ? notice(EMPTY) : html;
}

/** The message, or what lies at a path in it: of an attached message what that holds. */
async function readRoot(
  { store, message }: Target,
  path: string | undefined,
  signal: AbortSignal,
): Promise<Part | null> {
  if (path === undefined) return readStructure(store, message, signal);
  const part = findPart(await readContents(store, message, signal, path), path);
  return part && isMessage(part) ? (part.children[0] ?? null) : part;
}

async function imagesOf(
  { caller, account, store, message }: Target,
  wish: 'ONCE' | 'ALLOWED',
  signal: AbortSignal,
): Promise<SealImage | null> {
  const [header] = await store.headers([message], signal);
  return header ? imagesFor({ caller, account, store, header, signal }, wish) : null;
}

/** The parts that make up one document: one HTML part, or the plain ones in order. */
function pick(inner: Part): Part[] | null {
  const parts = shown(inner);
  if (parts.body?.type === 'text/html') return [parts.body];
  if (parts.body) return plainParts(parts);
  // Asked for by its path: any text can be read, whatever its disposition says.
  return inner.type.startsWith('text/') ? [inner] : null;
}

function headed(reply: FastifyReply): FastifyReply {
  return reply.headers({
    ...MAIL_CACHE,
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': DOCUMENT_POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    // Or the names of a message's links are looked up before anybody follows one.
    'x-dns-prefetch-control': 'off',
    'cross-origin-resource-policy': 'same-origin',
  });
}
