// Typed fields to MIME, once: the bytes that are sent are the bytes that are filed in Sent. A newcomer's trap:
// Bcc is in the envelope and in the copies that only the sender reads, never in the bytes that are sent, and
// the envelope must be the recipients that the person saw, nothing more and nothing less.
import { randomBytes, randomUUID } from 'node:crypto';
import { domainToASCII } from 'node:url';
import MailComposer from 'nodemailer/lib/mail-composer';
import { encodeWord, foldLines } from 'nodemailer/lib/mime-funcs';
import MimeNode from 'nodemailer/lib/mime-node';
import { ANSWERS_HEADER, writeAnswers } from '../mail/answers.ts';
import { asRecipient, type DraftContent, type Recipient } from '../mail/draft.ts';
import { MailError, toMailError } from '../mail/errors.ts';
import { asComposerAttachment, collect } from './attachments.ts';
import { bodyText, displayName, headerText, invalid, isMessageId, referenceIds } from './clean.ts';

export { answersIn, readAnswers } from '../mail/answers.ts';

export interface ComposeLimits {
  /** Bytes of the finished message. */
  maxMessageBytes: number;
}

export interface Envelope {
  from: string;
  /** Without doubles, in the order To, Cc, Bcc. */
  to: string[];
}

export interface ComposedMessage {
  /** Without the angle brackets. */
  messageId: string;
  envelope: Envelope;
  /** What is sent. CR LF line ends, no Bcc. */
  raw: Buffer;
  /** What is filed in Sent: `bccHeader` and then the same bytes. */
  sentCopy: Buffer;
  /** The Bcc header with its line end, or empty. */
  bccHeader: string;
}

/**
 * The message to send. Throws VALIDATION for an address or a missing recipient (with its path), TOO_LARGE over
 * the limit, and what opening an attachment throws.
 */
export async function composeMessage(content: DraftContent, limits: ComposeLimits): Promise<ComposedMessage> {
  const addresses = checkAddresses(content);
  if (addresses.to.length + addresses.cc.length + addresses.bcc.length === 0)
    throw invalid(['input', 'to'], 'Add at least one recipient.');
  const messageId = newMessageId(addresses.from);
  const node = await compile(content, addresses, messageId, limits);
  const envelope = checkedEnvelope(node, addresses);
  const bccHeader = writeBcc(addresses.bcc);
  const raw = await build(node, limits.maxMessageBytes);
  return { messageId, envelope, raw, sentCopy: Buffer.concat([Buffer.from(bccHeader), raw]), bccHeader };
}

/** A draft as it is stored: recipients may be missing, Bcc and what it answers are kept. */
export async function composeDraft(content: DraftContent, limits: ComposeLimits): Promise<Buffer> {
  const addresses = checkAddresses(content);
  const node = await compile(content, addresses, newMessageId(addresses.from), limits);
  node.keepBcc = true;
  if (content.answers !== null) node.setHeader(ANSWERS_HEADER, writeAnswers(content.answers));
  return build(node, limits.maxMessageBytes);
}

interface Addresses {
  from: Recipient;
  to: Recipient[];
  cc: Recipient[];
  bcc: Recipient[];
}

function checkAddresses(content: DraftContent): Addresses {
  const check = (recipient: Recipient, path: string[]): Recipient => {
    const good = asRecipient(recipient);
    // A mail server that decodes `=?utf-8?q?x=40y=3e?=@z` would deliver to x@y.
    if (good === null || good.address.includes('=?'))
      throw invalid(path, 'One of the addresses is not valid.');
    return { address: good.address, name: good.name === null ? null : displayName(good.name) || null };
  };
  const list = (field: 'to' | 'cc' | 'bcc') =>
    content[field].map((each, index) => check(each, ['input', field, String(index)]));
  return {
    from: check(content.from, ['input', 'from']),
    to: list('to'),
    cc: list('cc'),
    bcc: list('bcc'),
  };
}

function newMessageId({ address }: Recipient): string {
  const domain = domainToASCII(address.slice(address.lastIndexOf('@') + 1));
  return `${randomUUID()}@${domain || 'localhost'}`;
}

async function compile(
  content: DraftContent,
  addresses: Addresses,
  messageId: string,
  { maxMessageBytes }: ComposeLimits,
): Promise<MimeNode> {
  const total = content.attachments.reduce((sum, { size }) => sum + size, 0);
  if (total > maxMessageBytes) throw new MailError('TOO_LARGE');
  const attachments = [];
  for (const attachment of content.attachments)
    attachments.push(await asComposerAttachment(attachment, maxMessageBytes));
  const references = referenceIds(content.references);
  return new MailComposer({
    messageId: `<${messageId}>`,
    date: new Date(),
    from: named(addresses.from),
    to: addresses.to.map(named),
    cc: addresses.cc.map(named),
    bcc: addresses.bcc.map(named),
    headers: { Subject: subjectHeader(content.subject) },
    ...(content.inReplyTo !== null && isMessageId(content.inReplyTo)
      ? { inReplyTo: `<${content.inReplyTo}>` }
      : {}),
    ...(references.length === 0 ? {} : { references: references.map((id) => `<${id}>`) }),
    // As an alternative and not as `text`, which leaves the part out when it is empty.
    alternatives: [{ contentType: 'text/plain; charset=utf-8', content: bodyText(content.text) }],
    attachments,
    baseBoundary: randomBytes(12).toString('hex'),
    boundaryPrefix: '--',
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
}

/** Encoded where it looks encoded already (it must be read as it was typed), and where a word is too long for a line. */
function subjectHeader(text: string): string | { prepared: true; foldLines: true; value: string } {
  const subject = headerText(text);
  if (!/=\?|\S{400}/.test(subject)) return subject;
  return { prepared: true, foldLines: true, value: encodeWord(subject, 'Q', 52) };
}

const named = ({ name, address }: Recipient) => ({ name: name ?? '', address });

/** The header as the composer would fold it; empty for no recipients. */
function writeBcc(bcc: readonly Recipient[]): string {
  if (bcc.length === 0) return '';
  return `${foldLines(`Bcc: ${MimeNode.encodeHeaderValue('Bcc', bcc.map(named))}`, 76)}\r\n`;
}

/** The composer's envelope, refused when it is not exactly what the fields say. */
function checkedEnvelope(node: MimeNode, { from, to, cc, bcc }: Addresses): Envelope {
  const composed = node.getEnvelope();
  const seen = new Set([...to, ...cc, ...bcc].map(({ address }) => comparable(address)));
  const same =
    composed.from !== false &&
    comparable(composed.from) === comparable(from.address) &&
    composed.to.every((address) => seen.has(comparable(address))) &&
    // As many as there are, so none is missing and none gets it twice.
    composed.to.length === seen.size;
  if (composed.from === false || !same)
    throw new MailError('INTERNAL', { cause: new Error('The envelope differs from the recipients.') });
  return { from: composed.from, to: composed.to };
}

/** The composer quotes odd local parts (RFC 5321 section 4.1.2) and writes domains in ASCII; neither is a difference. */
function comparable(address: string): string {
  const at = address.lastIndexOf('@');
  const local = address
    .slice(0, at)
    .replace(/^"(.*)"$/s, (_, quoted: string) => quoted.replace(/\\(.)/gs, '$1'));
  const domain = address.slice(at + 1);
  return `${local}@${domainToASCII(domain) || domain.toLowerCase()}`;
}

async function build(node: MimeNode, maxBytes: number): Promise<Buffer> {
  try {
    return await collect(node.createReadStream(), maxBytes);
  } catch (error) {
    throw toMailError(error);
  }
}
