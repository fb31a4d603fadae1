// What became of a message that was sent: a delivery report (RFC 3464) to one line for each recipient. A newcomer's
// trap: anybody can send a mail that looks like a report, so nothing here is a fact; and a report about a message
// that nobody here sent is what spam with a forged sender leaves behind.
import { parseDate } from '../header/dates.ts';
import { type Group, readGroups, typedAddress, typedText } from './report-fields.ts';
import { type DeliveryReason, reasonOf, statusIn } from './status-codes.ts';

export const DELIVERY_ACTIONS = ['FAILED', 'DELAYED', 'DELIVERED', 'RELAYED', 'EXPANDED'] as const;
export type DeliveryAction = (typeof DELIVERY_ACTIONS)[number];

export interface ReportedRecipient {
  /** As it was written in the message, where the report tells; null when it names nobody. */
  address: string | null;
  /** Where it was forwarded to, when that is another. */
  finalAddress: string | null;
  action: DeliveryAction;
  /** Such as 5.1.1; '' where there is none. */
  status: string;
  reason: DeliveryReason;
  /** What the other server said, on one line of at most 1,000 characters. */
  serverText: string | null;
  /** The server that said it. */
  remoteServer: string | null;
  /** Of a delay: until when it will be tried. */
  retryUntil: Date | null;
}

export interface DeliveryReport {
  reportingServer: string | null;
  /** At most 100. */
  recipients: readonly ReportedRecipient[];
  recipientCount: number;
}

export const MAX_RECIPIENTS = 100;
const MAX_TEXT = 1000;

/** Reads a message/delivery-status part (a binary string); null when it names no recipient. Never throws. */
export function readDeliveryStatus(binary: string): DeliveryReport | null {
  const groups = readGroups(binary);
  const about = groups.filter(
    (group) => group.has('final-recipient') || group.has('original-recipient') || group.has('action'),
  );
  if (about.length === 0) return null;
  const head = groups.find((group) => group.has('reporting-mta'));
  return {
    reportingServer: typedText(head?.get('reporting-mta')),
    recipients: about.slice(0, MAX_RECIPIENTS).map(recipientOf),
    recipientCount: about.length,
  };
}

function recipientOf(group: Group): ReportedRecipient {
  const final = typedAddress(group.get('final-recipient'));
  const original = typedAddress(group.get('original-recipient'));
  const text = typedText(group.get('diagnostic-code'));
  const status = /^\s*([245]\.\d{1,3}\.\d{1,3})/.exec(group.get('status') ?? '')?.[1] ?? '';
  const said = statusIn(text ?? '');
  const written = (group.get('action') ?? '').trim().toUpperCase();
  const { retryUntil, ...rest } = recipient(original ?? final, text, {
    // A server that says 5.0.0 itself may still quote another one that said why.
    status: /\.0\.0$/.test(status) && said !== '' ? said : status || said,
    action: DELIVERY_ACTIONS.find((each) => written.startsWith(each)) ?? null,
  });
  const until = group.get('will-retry-until');
  return {
    ...rest,
    finalAddress: original !== null && final !== null && !same(original, final) ? final : null,
    remoteServer: typedText(group.get('remote-mta'))?.slice(0, 255) ?? null,
    retryUntil: until === undefined ? retryUntil : parseDate(until),
  };
}

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** A recipient of whom no more is known than what a server said. */
export function recipient(
  address: string | null,
  text: string | null,
  known: { status?: string; action?: DeliveryAction | null } = {},
): ReportedRecipient {
  const status = known.status ?? statusIn(text ?? '');
  return {
    address,
    finalAddress: null,
    action:
      known.action ?? (status.startsWith('4') ? 'DELAYED' : status.startsWith('2') ? 'DELIVERED' : 'FAILED'),
    status,
    reason: reasonOf(status, text ?? ''),
    serverText: text?.slice(0, MAX_TEXT) ?? null,
    remoteServer: null,
    retryUntil: null,
  };
}
