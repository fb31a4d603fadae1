// Delivery reports that only a person could read: those of qmail, Exim, old Sendmail, Postfix and Exchange, without a
// machine's part. A newcomer's trap: only mail that comes from a mail server itself may be read so, or every mail
// that quotes a report would become one; whether it does is for isFromServer to say.

import { parseAddresses } from '../header/addresses.ts';
import type { Fields } from '../header/fields.ts';
import { type DeliveryReport, MAX_RECIPIENTS, type ReportedRecipient, recipient } from './delivery-report.ts';

/** Of a text; a report says the important things first. */
const MAX_CHARS = 30_000;

/** True for mail that a mail server itself writes. */
export function isFromServer(fields: Fields): boolean {
  if (fields.first('x-failed-recipients') !== null || fields.first('x-ms-exchange-message-is-ndr') !== null)
    return true;
  if (/^\s*<\s*>/.test(fields.first('return-path') ?? '')) return true;
  const [from] = parseAddresses(fields.first('from') ?? '', 1);
  return /^(?:mailer-daemon|postmaster|mail-daemon|mdaemon)@/i.test(from?.address ?? '');
}

export interface ReadBounce {
  report: DeliveryReport;
  /** What follows the line that begins the copy of the message; '' when there is none. */
  original: string;
}

/** Reads the text of a report; null when it is none that is known. Never throws. */
export function readBounceText(text: string, fields: Fields): ReadBounce | null {
  const said = text.slice(0, MAX_CHARS).replace(/\r\n?/g, '\n');
  const cut = COPY.exec(said);
  const above = said.slice(0, cut?.index ?? said.length);
  const delayed =
    /has not (?:yet )?been delivered|delivery .{0,30}(?:delayed|temporarily)|will (?:be retried|continue|keep trying)/i.test(
      above,
    );
  const failed = parseAddresses(fields.first('x-failed-recipients') ?? '', MAX_RECIPIENTS).flatMap(
    ({ address }) => address ?? [],
  );
  const found = new Map<string, ReportedRecipient>();
  const add = (address: string, reason: string): void => {
    const line = reason.replace(/\s+/g, ' ').trim();
    if (found.has(address.toLowerCase()) || found.size >= MAX_RECIPIENTS) return;
    found.set(address.toLowerCase(), recipient(address, line || null, delayed ? { action: 'DELAYED' } : {}));
  };
  for (const pattern of PATTERNS) {
    for (const { 1: address = '', 2: reason = '' } of above.matchAll(pattern)) add(address, reason);
    if (found.size > 0) break;
  }
  // Exim names them in the header as well, and there alone for certain.
  for (const address of failed) add(address, '');
  if (found.size === 0) return null;
  const server = /This is the (?:qmail-send program|mail system) at (?:host )?([\w.-]{1,255}?)\.?\s/i.exec(
    above,
  )?.[1];
  return {
    report: {
      reportingServer: server ?? null,
      recipients: [...found.values()],
      recipientCount: found.size,
    },
    original: cut === null ? '' : said.slice(cut.index + cut[0].length).trimStart(),
  };
}

/** The line above the copy of the message. */
const COPY =
  /^-{2,}[^\n]{0,20}(?:below this line is a copy|this is a copy of|(?:original|returned|undelivered) (?:message|mail)|message header|unsent message)[^\n]{0,100}\n(?:-{2,}[^\n]*\n)?/im;

const ADDRESS = String.raw`([^\s<>"',;:()]{1,64}@[^\s<>"',;:()]{1,255})`;
/** Lines until an empty one. */
const LINES = String.raw`((?:[^\n]+(?:\n|$)){0,12})`;

const PATTERNS: readonly RegExp[] = [
  // qmail and Postfix: "<ann@x.example>:" and the reason, behind it or on the next lines.
  new RegExp(String.raw`^<${ADDRESS}>(?:\s\(expanded from [^\n]{1,300}\))?:[ \t]*\n?${LINES}`, 'gm'),
  // Exim: the address alone, indented, and the reason indented deeper.
  new RegExp(String.raw`^ {2}${ADDRESS}[ \t]*\n((?: {4}[^\n]*(?:\n|$)){1,12})`, 'gm'),
  // Sendmail: "<ann@x.example>" and "    (reason: 550 …)".
  new RegExp(String.raw`^<?${ADDRESS}>?[ \t]*\n[ \t]{1,20}\(reason: ([^\n]{1,500}?)\)[ \t]*$`, 'gm'),
  // Gmail and others: "failed permanently:" and the address below; the reason follows somewhere.
  new RegExp(
    String.raw`(?:following (?:recipients?|address(?:es)?)[^\n]{0,80}|failed permanently|to the following recipient\(s\)):?[ \t]{0,20}\n\s{0,20}<?${ADDRESS}>?[^\n]*\n+${LINES}`,
    'gi',
  ),
  // Exchange 5.5: "'ann@x.example' on 24/11/2026" and the reason below.
  new RegExp(String.raw`^[ \t]{0,20}'?${ADDRESS}'? on [^\n]{4,60}\n${LINES}`, 'gm'),
];
