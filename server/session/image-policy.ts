// Whether the remote images of a message are shown without a question. A newcomer's trap: consent by sender is worth
// what the sender's name is worth, so it does not hold for mail that failed the checks of its own domain; and what was
// put into Junk shows none at all.
import { senderOf } from '../mail/sender.ts';
import { type Question, readTrust } from './trust.ts';

/**
 * ASK: after a question. SENDER, DOMAIN, EVERYBODY: at once, because they were allowed. UNPROVED: they were, but the
 * message may be somebody else's, so after a question. NEVER: not at all (Junk, or switched off).
 */
export type ImageState = 'ASK' | 'SENDER' | 'DOMAIN' | 'EVERYBODY' | 'UNPROVED' | 'NEVER';

/** Costs nothing but the list of mailboxes where nothing is allowed; else it reads the message's header. */
export async function imageState(question: Question): Promise<ImageState> {
  const { caller, header } = question;
  if (!caller.images.enabled || (await isJunk(question))) return 'NEVER';
  const by = await caller.images.allowedBy(senderOf(header.from));
  if (by === null) return 'ASK';
  return (await isDoubtful(question)) ? 'UNPROVED' : by;
}

/** True where images come without a question. */
export const isAllowed = (state: ImageState): boolean =>
  state === 'SENDER' || state === 'DOMAIN' || state === 'EVERYBODY';

async function isJunk({ store, header, signal }: Question): Promise<boolean> {
  if (header.flags.includes('JUNK')) return true;
  const mailboxes = await store.mailboxes(signal, 'LAST');
  return mailboxes.find(({ locator }) => locator === header.mailbox)?.role === 'JUNK';
}

/** The checks of the mailbox's own side speak against the sender. */
async function isDoubtful(question: Question): Promise<boolean> {
  const { warnings } = await readTrust(question);
  return warnings.some(({ kind }) => kind === 'AUTH_FAILED');
}

/** What makes the addresses of images in a message's document; null where it shows none. */
export type SealImage = (url: string) => string;

/** `wish`: ONCE for somebody who asked for the images of this message, ALLOWED for those that need no question. */
export async function imagesFor(question: Question, wish: 'ONCE' | 'ALLOWED'): Promise<SealImage | null> {
  const { caller, account } = question;
  const state = await imageState(question);
  const shown = wish === 'ONCE' ? state !== 'NEVER' : isAllowed(state);
  return shown ? (url) => caller.images.seal(url, account) : null;
}
