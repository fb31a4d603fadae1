// Body and replyTemplate: what a message says as plain text, and what an answer to it starts with. A newcomer's
// trap: the body that people read is the document at Message.documentUrl; this is for programs and for quoting.
import { asRecipient } from '../mail/draft.ts';
import type { Address, MessageHeader } from '../mail/message.ts';
import { senderOf } from '../mail/sender.ts';
import { readPlainText } from '../mime/body.ts';
import { readContents } from '../mime/inner/inner.ts';
import { readBody } from '../mime/opened.ts';
import { shown } from '../mime/structure/structure.ts';
import { imagesFor } from '../session/image-policy.ts';
import { attachments } from './attachment.ts';
import { OPENING } from './budget.ts';
import type { Resolvers } from './schema.gen.ts';
import { displayOf, type ShownAddress, shownAddresses, visible } from './visible.ts';

export const body: Resolvers = {
  Message: {
    body: async ({ store, account, header }, _args, { caller, signal, budget }) => {
      budget.spend(OPENING);
      // The same document that the frame asks for, so that it is made once.
      const question = { ...{ caller, account: account.id, store, header }, signal };
      const isAsked = (await caller.images.allowedBy(senderOf(header.from))) !== null;
      const images = isAsked ? await imagesFor(question, 'ALLOWED') : null;
      return readBody({ store, account: account.id, message: header.locator, images }, signal);
    },
    replyTemplate: async (message, { mode }, { signal, budget }) => {
      budget.spend(OPENING);
      const { store, header, account } = message;
      const [{ text }, structure] = await Promise.all([
        readPlainText(store, header.locator, signal),
        readContents(store, header.locator, signal),
      ]);
      if (mode === 'FORWARD') {
        return {
          to: [],
          cc: [],
          subject: prefixed('Fwd', header.subject),
          text: `\n\n${forwardHead(header)}\n\n${text}`,
          attachments: attachments(message, shown(structure).attachments),
        };
      }
      return {
        ...recipients(header, account.address, mode === 'REPLY_ALL'),
        subject: prefixed('Re', header.subject),
        text: `\n\n${attribution(header)}\n${quoted(text)}\n`,
        attachments: [],
      };
    },
  },
};

/** Who an answer goes to: Reply-To before From; for one's own message, whoever it went to. Oneself is left out. */
function recipients(
  header: MessageHeader,
  self: string,
  all: boolean,
): { to: ShownAddress[]; cc: ShownAddress[] } {
  const isSelf = ({ address }: Address): boolean => address?.toLowerCase() === self.toLowerCase();
  const own = header.from.some(isSelf);
  const sender = header.replyTo.length > 0 ? header.replyTo : header.from;
  const taken = new Set<string>();
  const others = (list: readonly Address[]): Address[] =>
    list.filter((address) => {
      const key = address.address?.toLowerCase() ?? '';
      if (isSelf(address) || asRecipient(address) === null || taken.has(key)) return false;
      taken.add(key);
      return true;
    });
  const to = others(own ? header.to : sender);
  const cc = all ? others(own ? header.cc : [...header.to, ...header.cc]) : [];
  return { to: shownAddresses(to.length === 0 ? noteToSelf(header, own) : to), cc: shownAddresses(cc) };
}

/** A note to oneself is answered to oneself. */
function noteToSelf({ to }: MessageHeader, own: boolean): Address[] {
  return own ? to.slice(0, 1) : [];
}

/** Answer and forward marks of the languages that mail programs write them in; one is enough. */
const PREFIXES =
  /^\s*((re|aw|sv|vs|antw|antwort|odp|rif|ref|r|fw|fwd|wg|tr|doorst|vl|vb|enc)(\[\d+\])?\s*:\s*)+/i;

function prefixed(prefix: 'Re' | 'Fwd', subject: string | null): string {
  const bare = visible(subject ?? '').replace(PREFIXES, '');
  return bare === '' ? `${prefix}:` : `${prefix}: ${bare}`;
}

const longDate = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

function attribution({ from, sentAt, receivedAt }: MessageHeader): string {
  const who = from[0] ? displayOf(from[0]) : 'somebody';
  return `On ${longDate.format(sentAt ?? receivedAt)}, ${who} wrote:`;
}

/** RFC 3676 section 4.5: quoted lines are not stuffed between the marks. */
function quoted(text: string): string {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => (line.startsWith('>') ? `>${line}` : line === '' ? '>' : `> ${line}`))
    .join('\n');
}

function forwardHead({ from, to, subject, sentAt, receivedAt }: MessageHeader): string {
  const list = (addresses: readonly Address[]): string =>
    addresses
      .map((each) =>
        each.name && each.address ? `${visible(each.name)} <${each.address}>` : displayOf(each),
      )
      .join(', ');
  return [
    '---------- Forwarded message ----------',
    `From: ${list(from)}`,
    `Date: ${longDate.format(sentAt ?? receivedAt)}`,
    `Subject: ${visible(subject ?? '')}`,
    `To: ${list(to)}`,
  ].join('\n');
}
