// What a mail server's enhanced status code (RFC 3463 and the registry of it) comes to, for a person. A newcomer's
// trap: many servers answer 5.7.1 or 5.0.0 to everything; then the words beside the code tell more than the code.

export const DELIVERY_REASONS = [
  'NO_SUCH_MAILBOX',
  'NO_SUCH_DOMAIN',
  'BAD_ADDRESS',
  'MOVED',
  'MAILBOX_DISABLED',
  'MAILBOX_FULL',
  'TOO_LARGE',
  'LIST_PROBLEM',
  'SYSTEM_FULL',
  'NOT_ACCEPTING',
  'SYSTEM_PROBLEM',
  'NO_ANSWER',
  'LOOP',
  'EXPIRED',
  'TOO_MANY_RECIPIENTS',
  'PROTOCOL',
  'CONTENT',
  'NON_ASCII_ADDRESS',
  'REFUSED',
  'NOT_ALLOWED',
  'SENDER_ADDRESS',
  'AUTHENTICATION',
  'ENCRYPTION',
  'SPAM',
  'RATE_LIMIT',
  'GREYLISTED',
  'UNKNOWN',
] as const;
export type DeliveryReason = (typeof DELIVERY_REASONS)[number];

/** By subject and detail. */
const CODES: Readonly<Record<string, DeliveryReason>> = {
  '1.1': 'NO_SUCH_MAILBOX',
  '1.2': 'NO_SUCH_DOMAIN',
  '1.3': 'BAD_ADDRESS',
  '1.4': 'BAD_ADDRESS',
  '1.6': 'MOVED',
  '1.7': 'SENDER_ADDRESS',
  '1.8': 'SENDER_ADDRESS',
  '1.10': 'NO_SUCH_DOMAIN',
  '2.1': 'MAILBOX_DISABLED',
  '2.2': 'MAILBOX_FULL',
  '2.3': 'TOO_LARGE',
  '2.4': 'LIST_PROBLEM',
  '3.1': 'SYSTEM_FULL',
  '3.2': 'NOT_ACCEPTING',
  '3.4': 'TOO_LARGE',
  '4.1': 'NO_ANSWER',
  '4.2': 'NO_ANSWER',
  '4.4': 'NO_SUCH_DOMAIN',
  '4.6': 'LOOP',
  '4.7': 'EXPIRED',
  '4.14': 'LOOP',
  '5.3': 'TOO_MANY_RECIPIENTS',
  '6.7': 'NON_ASCII_ADDRESS',
  '6.9': 'NON_ASCII_ADDRESS',
  '7.2': 'NOT_ALLOWED',
  '7.8': 'AUTHENTICATION',
  '7.10': 'ENCRYPTION',
  '7.27': 'SENDER_ADDRESS',
  '7.28': 'RATE_LIMIT',
};

/** Where the detail says nothing more. */
const SUBJECTS: readonly (DeliveryReason | undefined)[] = [
  'UNKNOWN',
  'BAD_ADDRESS',
  'MAILBOX_DISABLED',
  'SYSTEM_PROBLEM',
  'NO_ANSWER',
  'PROTOCOL',
  'CONTENT',
  'REFUSED',
];

/** Codes that say little: these words say more. The first that fits counts. */
const WORDS: readonly (readonly [RegExp, DeliveryReason])[] = [
  [/gr[ea]y-?list/i, 'GREYLISTED'],
  [/\b(?:dmarc|dkim|spf)\b|unauthenticated|not authenticated|reverse dns|\bptr\b/i, 'AUTHENTICATION'],
  [/spam|block-?list|black-?list|\bdnsbl\b|\brbl\b|reputation|virus|malware|phish/i, 'SPAM'],
  [/quota|mailbox (?:is )?full|over ?limit|insufficient storage/i, 'MAILBOX_FULL'],
  [/too (?:large|big)|size (?:limit|exceed)|exceeds? .{0,20}size/i, 'TOO_LARGE'],
  [/rate ?limit|too many (?:messages|connections|emails)|throttl/i, 'RATE_LIMIT'],
  [
    /(?:user|recipient|mailbox|address|account)\b.{0,40}\b(?:unknown|not found|does ?n[o']t exist|invalid|not exist|no longer)|(?:unknown|no such|invalid|bad) .{0,20}(?:user|recipient|mailbox|address)|no mailbox here|recipient address rejected: access denied/i,
    'NO_SUCH_MAILBOX',
  ],
  [/(?:host|domain).{0,40}not found|unrouteable|nxdomain|no mx/i, 'NO_SUCH_DOMAIN'],
  [/disabled|inactive|suspended|deactivated/i, 'MAILBOX_DISABLED'],
  [/timed? ?out|connection refused|no route|retry time(?:out)? .{0,20}exceed|unreachable/i, 'NO_ANSWER'],
  [/relay|not permitted|not allowed|access denied/i, 'NOT_ALLOWED'],
];

/** `status` such as 5.1.1, '' where there is none; `text` what the server said. */
export function reasonOf(status: string, text: string): DeliveryReason {
  const [, subject = '', detail = ''] = /^[245]\.(\d{1,3})\.(\d{1,3})$/.exec(status) ?? [];
  const exact = CODES[`${Number(subject)}.${Number(detail)}`];
  // Exchange gives 5.4.1 to a recipient that it does not know.
  const odd = status.startsWith('5') && exact === 'NO_ANSWER';
  if (subject !== '' && exact !== undefined && !odd) return exact;
  // 7.20 to 7.26 are about DKIM, SPF and DMARC; from 7.100 on Exchange says who may not write to whom.
  if (subject === '7' && Number(detail) >= 20 && Number(detail) <= 26) return 'AUTHENTICATION';
  if (subject === '7' && Number(detail) >= 100 && Number(detail) < 200) return 'NOT_ALLOWED';
  const told = WORDS.find(([words]) => words.test(text));
  if (told) return told[1];
  return (subject === '' ? undefined : SUBJECTS[Number(subject)]) ?? 'UNKNOWN';
}

/** The enhanced status in a server's answer, else what its SMTP code comes to; '' when there is neither. */
export function statusIn(text: string): string {
  const enhanced = /(?:^|[\s#(<[-])([245]\.\d{1,3}\.\d{1,3})(?=$|[\s)>\],;:-])/.exec(text)?.[1];
  if (enhanced !== undefined) return enhanced;
  const code = /(?:^|[\s:(])([45])[0-5]\d(?=[\s-])/.exec(text)?.[1];
  return code === undefined ? '' : `${code}.0.0`;
}
