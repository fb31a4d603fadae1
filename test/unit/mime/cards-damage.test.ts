// Calendars, contacts and reports with bytes changed, cut and doubled: whatever comes, an answer does. A newcomer's
// trap: the seed is fixed, so a failure can be seen again; the time limit of a run is the only bound on its length.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCalendar } from '../../../server/mime/calendar/calendar.ts';
import { fieldsOf } from '../../../server/mime/header/fields.ts';
import { leavingSignedBy, readMailingList } from '../../../server/mime/mailing-list.ts';
import { readBounceText } from '../../../server/mime/report/bounce-text.ts';
import { readDeliveryStatus } from '../../../server/mime/report/delivery-report.ts';
import { readDisposition, receiptAskedBy } from '../../../server/mime/report/receipt.ts';
import { readContacts, readPhoto } from '../../../server/mime/vcard.ts';
import { BOUNCES } from '../../support/bounces.ts';
import * as calendars from '../../support/calendars/requests.ts';

const CARD =
  'BEGIN:VCARD\r\nVERSION:2.1\r\nN;ENCODING=QUOTED-PRINTABLE:M=FC=\r\nller;J\r\nTEL;HOME:1\r\nPHOTO;GIF;BASE64:\r\n R0lG\r\n\r\nEND:VCARD\r\n';

function readAll(text: string): void {
  readCalendar(text);
  readContacts(text);
  readPhoto(text, 0);
  readDeliveryStatus(text);
  readDisposition(text);
  const fields = fieldsOf(Buffer.from(text, 'latin1'));
  readBounceText(text, fields);
  readMailingList(fields);
  receiptAskedBy(fields);
  leavingSignedBy(fields);
}

/** A small generator, so that every run does the same. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test('damaged cards are read without a fault', () => {
  const seeds = [...Object.values(calendars), CARD, ...BOUNCES.map(({ lines }) => lines.join('\r\n'))];
  const next = numbers(4);
  for (let round = 0; round < 1500; round++) {
    let text = seeds[next(seeds.length)] ?? '';
    for (let change = next(8); change >= 0; change--) {
      const at = next(text.length);
      const end = Math.min(at + next(40), text.length);
      const how = next(4);
      if (how === 0) text = text.slice(0, at) + String.fromCharCode(next(256)) + text.slice(at + 1);
      else if (how === 1) text = text.slice(0, at) + text.slice(end);
      else if (how === 2) text = text.slice(0, end) + text.slice(at);
      else
        text =
          text.slice(0, at) +
          ([';', ':', '"', '\\', '=', '\r\n ', '<', 'BEGIN:VEVENT\r\n'][next(8)] ?? '') +
          text.slice(at);
    }
    assert.doesNotThrow(() => readAll(text), `round ${round}`);
  }
});

test('texts made to be slow are read to their end', () => {
  const long = 200_000;
  for (const text of [
    '\n'.repeat(long),
    ' \n'.repeat(long),
    'failed permanently:\n'.repeat(long / 20),
    '<a@b>'.repeat(long / 5),
    '<a@b>:\n'.repeat(long / 7),
    `BEGIN:VCALENDAR\nBEGIN:VEVENT\nATTENDEE:${'mailto:'.repeat(long / 7)}`,
    `BEGIN:VCALENDAR\nBEGIN:VEVENT\nATTENDEE${';CN="x"'.repeat(long / 7)}:x`,
    `BEGIN:VCALENDAR\nBEGIN:VEVENT\nDESCRIPTION:${'https://x.zoom.us/'.repeat(long / 18)}`,
    `BEGIN:VCALENDAR\nBEGIN:VEVENT\nLOCATION:https://${'a.'.repeat(long / 2)}`,
    `BEGIN:VCARD\nN;ENCODING=QUOTED-PRINTABLE:${'=\n'.repeat(long / 2)}`,
    `List-Unsubscribe: ${'<'.repeat(long)}`,
    `Final-Recipient: ${';'.repeat(long)}`,
  ])
    readAll(text);
});
