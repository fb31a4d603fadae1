// Whether the remote images of a message are shown without a question. A newcomer's trap: consent by sender is worth
// what the sender's name is worth, so it does not hold for mail that failed the checks of its own domain; and what was
// put into Junk shows none at all.
import type { MessageHeader } from '../mail/message.ts';
import { senderOf } from '../mail/sender.ts';
import type { MailStore } from '../mail/store.ts';
import type { ImageDesk } from './caller.ts';

/**
 * ASK: after a question. SENDER, DOMAIN, EVERYBODY: at once, because they were allowed. UNPROVED: they were, but the
 * message may be somebody else's, so after a question. NEVER: not at all (Junk, or switched off).
 */
export type ImageState = 'ASK' | 'SENDER' | 'DOMAIN' | 'EVERYBODY' | 'UNPROVED' | 'NEVER';

export interface ImageQuestion {
  desk: ImageDesk;
  store: MailStore;
  header: MessageHeader;
  /** True where the mail server's own checks speak against the sender. Asked only when it decides. */
  isDoubtful(): Promise<boolean>;
  signal?: AbortSignal | undefined;
}

export async function imageState(question: ImageQuestion): Promise<ImageState> {
  const { desk, header } = question;
  if (!desk.enabled || (await isJunk(question))) return 'NEVER';
  const by = await desk.allowedBy(senderOf(header.from));
  if (by === null) return 'ASK';
  return (await question.isDoubtful()) ? 'UNPROVED' : by;
}

/** True where images come without a question. */
export const isAllowed = (state: ImageState): boolean =>
  state === 'SENDER' || state === 'DOMAIN' || state === 'EVERYBODY';

async function isJunk({ store, header, signal }: ImageQuestion): Promise<boolean> {
  if (header.flags.includes('JUNK')) return true;
  const mailboxes = await store.mailboxes(signal, 'LAST');
  return mailboxes.find(({ locator }) => locator === header.mailbox)?.role === 'JUNK';
}
