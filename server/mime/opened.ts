// The safe document of an HTML part, made once for all who ask at the same time or shortly after: the frame that
// shows it, and whoever only wants to know what was left out. A newcomer's trap: what is kept is finished, addresses
// included, so everything that those depend on is part of the key; and nobody edits it afterwards.
import { encodeId, partLocator } from '../mail/id.ts';
import type { Part } from '../mail/message.ts';
import type { MailStore } from '../mail/store.ts';
import { noteOf, readPlainText, readText } from './body.ts';
import { type DocumentOptions, type SafeDocument, safeHtmlDocument } from './html/document.ts';
import { shared } from './shared.ts';
import { shown } from './structure/shown.ts';

/** A message through the store of whoever may read it. */
export interface Opened {
  store: MailStore;
  /** The account's id, which pictures are asked for with. */
  account: string;
  /** Its locator. */
  message: string;
  /** Gives a remote image an opaque name under which our own route serves it; left out or null: none is shown. */
  images?: ((url: string) => string) | null;
}

export interface Body {
  /** Plain text with LF line ends, at most 500,000 characters. */
  text: string;
  truncated: boolean;
  /** Different pictures that lie elsewhere. */
  blockedRemote: number;
  /** See SafeDocument. */
  trackers: string[];
  /** A sentence when something can't be shown as it is. */
  note: string | null;
}

/** What a message says, for programs and for quoting. Throws what the store throws. */
export async function readBody(opened: Opened, signal?: AbortSignal): Promise<Body> {
  const { text, truncated, root, html } = await readPlainText(opened.store, opened.message, signal);
  // The same document that a frame shows, and mostly made for it already.
  const document = html ? await readDocument(opened, root, html, '..', signal) : null;
  return {
    text,
    truncated,
    blockedRemote: document?.blockedRemote ?? 0,
    trackers: [...(document?.trackers ?? [])],
    note: noteOf(root, truncated),
  };
}

/** Which of its forms a document is wanted in; each has an address of its own. */
export interface Variant {
  /** With its colours changed for a dark room. */
  dark?: boolean;
}

/** `whole` is the message's structure, `up` the way from the document's address to the root of the site. */
export function readDocument(
  opened: Opened,
  whole: Part,
  part: Part,
  up: string,
  signal?: AbortSignal,
  { dark = false }: Variant = {},
): Promise<SafeDocument> {
  const { store, account, message, images } = opened;
  const kind = `${images ? 'images' : ''} ${dark ? 'dark' : ''}`;
  const key = [message, part.path, 'document', account, up, kind].join('\0');
  return shared(store, key, signal, async (stop) => {
    const { text } = await readText(store, message, part, stop);
    const document = await safeHtmlDocument(text, { ...documentOptions(opened, whole, up), dark });
    return { value: document, bytes: document.html.length * 2 };
  });
}

/** Where the pictures of the message lie that its text may show. */
export function documentOptions(
  { account, message, images }: Opened,
  whole: Part,
  up: string,
): DocumentOptions {
  const { related } = shown(whole);
  const urlOf = (part: Part | undefined): string | null =>
    part ? `${up}/blob/${encodeId('part', account, partLocator(message, part.path))}?inline=1` : null;
  return {
    ...(images ? { remoteUrl: (url: string) => `${up}/image/${images(url)}` } : {}),
    cidUrl: (contentId) => urlOf(related.get(contentId)),
    locationUrl: (location) => urlOf([...related.values()].find((part) => part.contentLocation === location)),
  };
}
