// Every parser over damaged messages and over strings made of what it looks for, for a few seconds; for minutes in
// test/full/mime-fuzz.test.ts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fuzz, TARGETS } from '../../support/mime-fuzz.ts';

test('no parser fails or hangs on a damaged message', () => {
  assert.ok(fuzz(4_000, Date.now()) > 0);
});

/** Strings that hit the syntax more often than chance does. */
const syntax = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          '=?utf-8?Q?',
          '=?iso-2022-jp?B?',
          '?=',
          '=C3',
          '\r\n ',
          '\r\n',
          '"',
          '\\',
          '(',
          ')',
          '<',
          '>',
          '@',
        ],
        ...[
          ',',
          ';',
          ':',
          'a@b.c',
          "filename*0*=utf-8''",
          'filename*1=',
          '%C3',
          '--',
          '--b',
          '> ',
          ' \r\n',
          '-- ',
        ],
        ...[
          'Content-Type: multipart/mixed; boundary=b\r\n\r\n',
          'From: ',
          '24 Nov 2026 10:00 +0100',
          '&lt',
          '</',
        ],
        ...[
          '<p style="',
          '<table',
          '<br',
          'BEGIN:VEVENT',
          'DTSTART;TZID=',
          ':20261124T100000Z',
          'https://',
          'www.',
        ],
      ),
      fc.string({ unit: 'binary', maxLength: 8 }),
    ),
    { maxLength: 60 },
  )
  .map((pieces) => Buffer.from(pieces.join('')));

test('no parser fails on any string of its own syntax', () => {
  fc.assert(
    fc.property(syntax, (bytes) => {
      for (const target of Object.values(TARGETS)) target(bytes);
    }),
    { numRuns: 100_000, interruptAfterTimeLimit: 3_000 },
  );
});
