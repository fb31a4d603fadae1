// UID SORT of a whole mailbox (RFC 5256), read from the line itself. A newcomer's trap: the answer for 100,000
// messages is one line of 600 kB; imapflow would make 100,000 objects of it in one go and nobody else would be served
// meanwhile, so the digits are read here, straight from the bytes.
import type { ImapFlow } from 'imapflow';
import { MailError } from '../../mail/errors.ts';
import { atom, issue, wireOf } from '../commands.ts';

const PREFIX = '* SORT';
const SPACE = 0x20;
const ZERO = 0x30;

/** Ascending. UPSTREAM_PROTOCOL for an answer that is no list of at most `limit` UIDs. */
export async function uidSort(
  client: ImapFlow,
  by: 'DATE' | 'FROM' | 'DISPLAYFROM' | 'SUBJECT' | 'SIZE',
  limit: number,
): Promise<Uint32Array> {
  const wire = wireOf(client);
  const original = wire.handleResponse;
  let sorted: Uint32Array | null = null;
  wire.handleResponse = async (data) => {
    if (data.payload.toString('latin1', 0, PREFIX.length).toUpperCase() !== PREFIX)
      return original.call(wire, data);
    sorted = numbers(data.payload, PREFIX.length, limit);
    return true;
  };
  try {
    await issue(client, 'UID SORT', [[atom(by)], atom('UTF-8'), atom('ALL')]);
  } finally {
    wire.handleResponse = original;
  }
  if (sorted === null) throw new MailError('UPSTREAM_PROTOCOL');
  return sorted;
}

/** Numbers in digits, one space before each. */
function numbers(line: Buffer, from: number, limit: number): Uint32Array {
  const found = new Uint32Array(Math.min(limit, Math.ceil((line.length - from) / 2)));
  let count = 0;
  for (let at = from; at < line.length; ) {
    if (line[at] !== SPACE) throw new MailError('UPSTREAM_PROTOCOL');
    let number = 0;
    let digit = (line[++at] ?? 0) - ZERO;
    if (at >= line.length) break;
    for (; digit >= 0 && digit <= 9; digit = (line[++at] ?? 0) - ZERO) number = number * 10 + digit;
    if (number === 0 || number > 0xffffffff || count === limit) throw new MailError('UPSTREAM_PROTOCOL');
    found[count++] = number;
  }
  return found.slice(0, count);
}
