// Delivery reports and receipts of many servers, read through a store as they are when a message is opened.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { readReport } from '../../../server/mime/card-parts.ts';
import { fieldsOf } from '../../../server/mime/header/fields.ts';
import { receiptAskedBy } from '../../../server/mime/report/receipt.ts';
import { reasonOf, statusIn } from '../../../server/mime/report/status-codes.ts';
import { BOUNCES, NO_BOUNCES } from '../../support/bounces.ts';
import { memoryStore } from '../../support/memory-store.ts';

async function reportOf(lines: readonly string[]) {
  const store = memoryStore();
  store.deliver(Buffer.from(`${lines.join('\r\n')}\r\n`));
  return readReport(store, '1');
}

suite('delivery reports', () => {
  for (const { name, lines, expected, original = 'sent-1@demo.example', server } of BOUNCES) {
    test(name, async () => {
      const report = await reportOf(lines);
      const seen = report?.delivery?.recipients.map(({ address, action, status, reason }) => [
        address,
        action,
        status,
        reason,
      ]);
      assert.deepEqual(seen, expected);
      assert.equal(report?.original?.messageId ?? null, original);
      if (server !== undefined) assert.equal(report?.delivery?.reportingServer, server);
    });
  }

  for (const { name, lines } of NO_BOUNCES) {
    test(`${name} is no report`, async () => assert.equal(await reportOf(lines), null));
  }

  test('what the other server said is one line, without the type before it', async () => {
    const report = await reportOf(BOUNCES[0]!.lines);
    const [first] = report!.delivery!.recipients;
    assert.equal(
      first?.serverText,
      '550 5.1.1 <tom@far.example>: Recipient address rejected: User unknown in virtual mailbox table',
    );
    assert.equal(first?.remoteServer, 'mx.far.example');
  });

  test('a delay says until when, and a forwarded address where it went', async () => {
    const delay = await reportOf(BOUNCES[1]!.lines);
    assert.equal(delay?.delivery?.recipients[0]?.retryUntil?.toISOString(), '2026-11-29T09:00:01.000Z');
    const forwarded = await reportOf(BOUNCES[2]!.lines);
    assert.equal(forwarded?.delivery?.recipients[0]?.finalAddress, 'tom.baker@inside.far.example');
    assert.equal(forwarded?.original?.subject, 'Grüße');
  });

  test('of ten thousand recipients a hundred are named', async () => {
    const groups = Array.from(
      { length: 10_000 },
      (_, at) => `\r\nFinal-Recipient: rfc822; u${at}@far.example\r\nAction: failed`,
    );
    const lines = BOUNCES[0]!.lines.map((line) =>
      line.startsWith('Reporting-MTA') ? `${line}\r\n${groups.join('\r\n')}` : line,
    );
    const report = await reportOf(lines);
    assert.equal(report?.delivery?.recipients.length, 100);
  });
});

test('codes and words come to reasons', () => {
  const cases: [status: string, text: string, reason: string][] = [
    ['5.1.10', '', 'NO_SUCH_DOMAIN'],
    ['4.7.1', 'Greylisted, please try again', 'GREYLISTED'],
    ['5.7.23', 'SPF check failed', 'AUTHENTICATION'],
    ['5.7.28', 'unsolicited mail', 'RATE_LIMIT'],
    ['5.4.1', 'Recipient address rejected: Access denied', 'NO_SUCH_MAILBOX'],
    ['5.2.0', 'something', 'MAILBOX_DISABLED'],
    ['5.9.9', '', 'UNKNOWN'],
    ['', 'over quota', 'MAILBOX_FULL'],
    ['', '', 'UNKNOWN'],
  ];
  for (const [status, text, reason] of cases)
    assert.equal(reasonOf(status, text), reason, `${status} ${text}`);
});

test('a status is found in an answer, and an address of the network is none', () => {
  assert.equal(statusIn('550 5.1.1 no'), '5.1.1');
  assert.equal(statusIn('no mailbox here (#5.1.1)'), '5.1.1');
  assert.equal(statusIn('host 5.1.1.9 said: 450 later'), '4.0.0');
  assert.equal(statusIn('421-4.7.0 later'), '4.7.0');
  assert.equal(statusIn('hello'), '');
});

suite('read receipts', () => {
  const receipt = (disposition: string, ...more: string[]): string[] => [
    'From: tom@far.example',
    'Content-Type: multipart/report; report-type=disposition-notification; boundary=r',
    '',
    '--r',
    '',
    'I read it.',
    '--r',
    'Content-Type: message/disposition-notification',
    '',
    'Reporting-UA: phone.far.example; Mail 2.0',
    'Original-Recipient: rfc822; tom@far.example',
    'Final-Recipient: rfc822; t.baker@far.example',
    'Original-Message-ID: <sent-1@demo.example>',
    `Disposition: ${disposition}`,
    ...more,
    '',
    '--r--',
  ];

  test('displayed by a person, deleted by a program, refused', async () => {
    const kinds: [written: string, disposition: string, automatic: boolean][] = [
      ['manual-action/MDN-sent-manually; displayed', 'DISPLAYED', false],
      ['automatic-action/MDN-sent-automatically; deleted/error', 'DELETED', true],
      ['manual-action/MDN-sent-manually;denied', 'DENIED', false],
      ['displayed', 'DISPLAYED', false],
    ];
    for (const [written, disposition, automatic] of kinds) {
      const found = (await reportOf(receipt(written)))?.receipt;
      assert.deepEqual(found, {
        disposition,
        automatic,
        recipient: 'tom@far.example',
        originalMessageId: 'sent-1@demo.example',
        program: 'Mail 2.0',
      });
    }
  });

  test('one without a disposition is none', async () => {
    assert.equal(await reportOf(receipt('')), null);
  });

  test('a sender who asks for one is named; a report is never answered', () => {
    const asked = (...lines: string[]) =>
      receiptAskedBy(fieldsOf(Buffer.from(lines.join('\r\n')))).map(({ address }) => address);
    assert.deepEqual(asked('Disposition-Notification-To: Tom <tom@far.example>'), ['tom@far.example']);
    assert.deepEqual(asked('X-Confirm-Reading-To: tom@far.example'), ['tom@far.example']);
    assert.deepEqual(asked('Disposition-Notification-To: nobody'), []);
    assert.deepEqual(asked('Subject: x'), []);
    assert.deepEqual(
      asked('Content-Type: multipart/report; boundary=x', 'Disposition-Notification-To: tom@far.example'),
      [],
    );
  });
});
