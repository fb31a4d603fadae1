// Messages with a card each, for walks before real servers: invitation, its cancellation, bounce, contact, list. A
// newcomer's trap: `sent` is the message that the bounce is about, and has to lie in Sent to be found.
import { BOUNCES } from './bounces.ts';
import { EXCHANGE_TEAMS, GOOGLE, OUTLOOK } from './calendars/requests.ts';
import { plainMail } from './mail.ts';

const GIF = 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';
const crlf = (lines: readonly string[]): Buffer => Buffer.from(`${lines.join('\r\n')}\r\n`);

function invited(subject: string, from: string, calendar: string, method = 'REQUEST'): Buffer {
  return crlf([
    `From: ${from}`,
    'To: alice@demo.example',
    `Subject: ${subject}`,
    'Date: Tue, 24 Nov 2026 10:00:00 +0000',
    `Message-ID: <${method}-${calendar.length}@demo.example>`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/alternative; boundary=a',
    '',
    '--a',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'The usual round before the holidays.',
    '--a',
    `Content-Type: text/calendar; charset=utf-8; method=${method}`,
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(calendar).toString('base64').replace(/.{76}/g, '$&\r\n'),
    '--a--',
  ]);
}

export const SUBJECTS = {
  invitation: 'Invitation: Board call',
  series: 'Invitation: Weekly sync',
  before: 'Budget review',
  cancellation: 'Canceled: Budget review',
  bounce: 'Undelivered Mail Returned to Sender',
  contact: 'My new number',
  list: 'Winter pruning',
  receipt: 'Please confirm',
};

/** For this address. */
export function cardMail(address: string): { inbox: Buffer[]; sent: Buffer } {
  const forOwner = (raw: Buffer): Buffer =>
    Buffer.from(raw.toString().replaceAll('alice@demo.example', address));
  const calendar = (text: string): string =>
    text
      .replaceAll(/a\r\n lice@demo|alice@d\r\n emo/g, 'alice@demo')
      .replaceAll('alice@demo.example', address);
  const off = OUTLOOK.replace('SEQUENCE:0', 'SEQUENCE:1').replace('METHOD:REQUEST', 'METHOD:CANCEL');
  return {
    sent: forOwner(
      plainMail({ subject: 'Grüße', messageId: 'sent-1@demo.example', from: address, to: 'tom@far.example' }),
    ),
    inbox: [
      invited(SUBJECTS.before, 'Ann Baker <ann@demo.example>', calendar(OUTLOOK)),
      invited(SUBJECTS.cancellation, 'Ann Baker <ann@demo.example>', calendar(off), 'CANCEL'),
      invited(SUBJECTS.invitation, 'Li Wei <li.wei@demo.example>', calendar(EXCHANGE_TEAMS)),
      invited(SUBJECTS.series, 'Mia Hall <mia@demo.example>', calendar(GOOGLE)),
      crlf(BOUNCES[0]?.lines ?? []),
      crlf([
        'From: Joana Pinto <joana@demo.example>',
        'To: alice@demo.example',
        `Subject: ${SUBJECTS.contact}`,
        'Date: Tue, 24 Nov 2026 10:00:00 +0000',
        'MIME-Version: 1.0',
        'Content-Type: multipart/mixed; boundary=a',
        '',
        '--a',
        'Content-Type: text/plain; charset=utf-8',
        '',
        'Here is my card.',
        '--a',
        'Content-Type: text/vcard; charset=utf-8; name=joana.vcf',
        'Content-Disposition: attachment; filename=joana.vcf',
        '',
        'BEGIN:VCARD',
        'VERSION:3.0',
        'FN:Joana Pinto',
        'ORG:Padaria Pinto',
        'TITLE:Baker',
        'TEL;TYPE=CELL:+351 912 345 678',
        'EMAIL;TYPE=WORK:joana@demo.example',
        'ADR;TYPE=WORK:;;Rua da Oliveira 12;Lisboa;;1200-307;Portugal',
        'BDAY:1980-02-29',
        `PHOTO;ENCODING=b;TYPE=GIF:${GIF}`,
        'END:VCARD',
        '--a--',
      ]),
      plainMail({
        subject: SUBJECTS.list,
        from: 'Garden friends <news@lists.example>',
        text: 'Roses first.',
        headers: [
          'Authentication-Results: mx.demo.example; dkim=pass header.d=lists.example',
          'Received: from x (x [192.0.2.1]) by mx.demo.example (Postfix); Tue, 24 Nov 2026 10:00:00 +0000',
          'DKIM-Signature: v=1; a=rsa-sha256; d=lists.example; s=a; h=from:list-unsubscribe:list-unsubscribe-post; b=abc',
          'List-Id: Garden friends <garden.lists.example>',
          'List-Unsubscribe: <https://lists.example/leave?who=1>',
          'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
        ],
      }),
      plainMail({
        subject: SUBJECTS.receipt,
        from: 'Tom Baker <tom@far.example>',
        headers: ['Disposition-Notification-To: Tom Baker <tom@far.example>'],
      }),
    ],
  };
}
