// Delivery reports as mail servers write them, in the shape of each and written anew. A newcomer's trap: `expected`
// lists for each recipient the address, action, status and reason, in the order of the report.

const HEAD = [
  'To: alice@demo.example',
  'Date: Tue, 24 Nov 2026 10:00:00 +0000',
  'Message-ID: <report@mx.demo.example>',
  'MIME-Version: 1.0',
];
const ORIGINAL = [
  'From: Alice <alice@demo.example>',
  'To: tom@far.example',
  'Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=',
  'Message-ID: <sent-1@demo.example>',
  'Date: Tue, 24 Nov 2026 09:00:00 +0000',
];

/** multipart/report with these groups of fields, and the header of the original. */
function report(
  from: string,
  text: string,
  groups: readonly (readonly string[])[],
  original = ORIGINAL,
): string[] {
  return [
    `From: ${from}`,
    'Subject: Undelivered Mail Returned to Sender',
    ...HEAD,
    'Auto-Submitted: auto-replied',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=r',
    '',
    '--r',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    text,
    '',
    '--r',
    'Content-Type: message/delivery-status',
    '',
    ...groups.flatMap((group, at) => (at === 0 ? group : ['', ...group])),
    '',
    '--r',
    ...(original === ORIGINAL ? ['Content-Type: text/rfc822-headers', '', ...original] : original),
    '',
    '--r--',
  ];
}

const plain = (from: string, subject: string, more: readonly string[], ...text: string[]): string[] => [
  `From: ${from}`,
  `Subject: ${subject}`,
  ...HEAD,
  ...more,
  'Content-Type: text/plain; charset=us-ascii',
  '',
  ...text,
];

type Expected = readonly [address: string | null, action: string, status: string, reason: string];

export interface Bounce {
  name: string;
  lines: readonly string[];
  expected: readonly Expected[];
  /** The Message-ID of the original, where the report has it. */
  original?: string | null;
  server?: string | null;
}

export const BOUNCES: readonly Bounce[] = [
  {
    name: 'Postfix: a mailbox that is not there',
    lines: report(
      'MAILER-DAEMON@mx.demo.example (Mail Delivery System)',
      'This is the mail system at host mx.demo.example.',
      [
        [
          'Reporting-MTA: dns; mx.demo.example',
          'X-Postfix-Queue-ID: 4T8',
          'Arrival-Date: Tue, 24 Nov 2026 09:00:01 +0000 (UTC)',
        ],
        [
          'Final-Recipient: rfc822; tom@far.example',
          'Original-Recipient: rfc822;tom@far.example',
          'Action: failed',
          'Status: 5.1.1',
          'Remote-MTA: dns; mx.far.example',
          'Diagnostic-Code: smtp; 550 5.1.1 <tom@far.example>: Recipient address',
          '    rejected: User unknown in virtual mailbox table',
        ],
      ],
    ),
    expected: [['tom@far.example', 'FAILED', '5.1.1', 'NO_SUCH_MAILBOX']],
    server: 'mx.demo.example',
  },
  {
    name: 'Postfix: a delay, tried until later',
    lines: report('MAILER-DAEMON@mx.demo.example', 'It is delayed.', [
      ['Reporting-MTA: dns; mx.demo.example'],
      [
        'Final-Recipient: rfc822; tom@far.example',
        'Action: delayed',
        'Status: 4.4.1',
        'Diagnostic-Code: X-Postfix; connect to mx.far.example[192.0.2.7]:25: Connection timed out',
        'Will-Retry-Until: Sun, 29 Nov 2026 09:00:01 +0000 (UTC)',
      ],
    ]),
    expected: [['tom@far.example', 'DELAYED', '4.4.1', 'NO_ANSWER']],
  },
  {
    name: 'Exchange Online: a group that takes no mail from outside, the whole message returned',
    lines: report(
      'postmaster@demo.example',
      'Your message to tom@far.example could not be delivered.',
      [
        [
          'Reporting-MTA: dns;AB0PR01.prod.exchange.example',
          'Received-From-MTA: dns;CD1.example',
          'Arrival-Date: Tue, 24 Nov 2026 09:00:00 +0000',
        ],
        [
          'Original-Recipient: rfc822;tom@far.example',
          'Final-Recipient: rfc822;tom.baker@inside.far.example',
          'Action: failed',
          'Status: 5.7.133',
          'Diagnostic-Code: smtp;550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required',
          'X-Display-Name: Tom',
        ],
      ],
      ['Content-Type: message/rfc822', '', ...ORIGINAL, 'Content-Type: text/plain', '', 'Hello'],
    ),
    expected: [['tom@far.example', 'FAILED', '5.7.133', 'NOT_ALLOWED']],
    server: 'AB0PR01.prod.exchange.example',
  },
  {
    name: 'Gmail: the mailbox is full, said in several lines',
    lines: report('Mail Delivery Subsystem <mailer-daemon@google.example>', '** Message not delivered **', [
      [
        'Reporting-MTA: dns; google.example',
        'Arrival-Date: Tue, 24 Nov 2026 01:00:00 -0800 (PST)',
        'X-Original-Message-ID: <sent-1@demo.example>',
      ],
      [
        'Final-Recipient: rfc822; tom@far.example',
        'Action: failed',
        'Status: 4.2.2',
        'Diagnostic-Code: smtp; 452-4.2.2 The recipient’s inbox is out of storage space.',
        ' 452 4.2.2 Please direct the recipient to another place. - gsmtp',
        'Last-Attempt-Date: Tue, 24 Nov 2026 01:00:00 -0800 (PST)',
      ],
    ]),
    expected: [['tom@far.example', 'FAILED', '4.2.2', 'MAILBOX_FULL']],
  },
  {
    name: 'one delivered, one relayed, one expanded, in one report without empty lines between them',
    lines: report('postmaster@demo.example', 'As you asked.', [
      [
        'Reporting-MTA: dns; mx.demo.example',
        'Final-Recipient: rfc822; a@far.example',
        'Action: delivered (to mailbox)',
        'Status: 2.0.0',
        'Final-Recipient: rfc822; b@far.example',
        'Action: relayed (to non-DSN-aware mailer)',
        'Status: 2.0.0',
        'Final-Recipient: rfc822; list@far.example',
        'Action: expanded (to multi-recipient alias)',
        'Status: 2.0.0',
      ],
    ]),
    expected: [
      ['a@far.example', 'DELIVERED', '2.0.0', 'UNKNOWN'],
      ['b@far.example', 'RELAYED', '2.0.0', 'UNKNOWN'],
      ['list@far.example', 'EXPANDED', '2.0.0', 'UNKNOWN'],
    ],
  },
  {
    name: 'an address beyond ASCII (RFC 6533)',
    lines: report('postmaster@demo.example', 'x', [
      ['Reporting-MTA: dns; mx.demo.example'],
      [
        'Final-Recipient: utf-8; j\\x{F6}rg@far.example',
        'Action: failed',
        'Status: 5.6.7',
        'Diagnostic-Code: smtp; 553 no SMTPUTF8',
      ],
    ]),
    expected: [['jörg@far.example', 'FAILED', '5.6.7', 'NON_ASCII_ADDRESS']],
  },
  {
    name: 'a vague status with an exact one in the words, no type before the address',
    lines: report('postmaster@demo.example', 'x', [
      ['Reporting-MTA: mx.demo.example'],
      [
        'Final-Recipient: <tom@far.example>',
        'Action: failed',
        'Status: 5.0.0',
        'Diagnostic-Code: 552 5.3.4 Message too big',
      ],
    ]),
    expected: [['tom@far.example', 'FAILED', '5.3.4', 'TOO_LARGE']],
  },
  {
    name: 'a refusal for spam hidden behind 5.7.1',
    lines: report('postmaster@demo.example', 'x', [
      ['Reporting-MTA: dns; mx.demo.example'],
      [
        'Final-Recipient: rfc822; tom@far.example',
        'Action: failed',
        'Status: 5.7.1',
        'Diagnostic-Code: smtp; 554 5.7.1 Service unavailable; client [192.0.2.9] blocked using a DNSBL',
      ],
    ]),
    expected: [['tom@far.example', 'FAILED', '5.7.1', 'SPAM']],
  },
  {
    name: 'a report that names nobody but says what happened',
    lines: report('postmaster@demo.example', 'x', [
      ['Reporting-MTA: dns; mx.demo.example'],
      ['Action: failed', 'Status: 5.4.7'],
    ]),
    expected: [[null, 'FAILED', '5.4.7', 'EXPIRED']],
  },
  {
    name: 'qmail: text alone',
    lines: plain(
      'MAILER-DAEMON@qmail.demo.example',
      'failure notice',
      ['Return-Path: <>'],
      'Hi. This is the qmail-send program at qmail.demo.example.',
      "I'm afraid I wasn't able to deliver your message to the following addresses.",
      'This is a permanent error; I have given up. Sorry it did not work out.',
      '',
      '<tom@far.example>:',
      '192.0.2.7 does not like recipient.',
      'Remote host said: 550 5.1.1 unknown user',
      'Giving up on 192.0.2.7.',
      '',
      '<eve@far.example>:',
      'Sorry, no mailbox here by that name. (#5.1.1)',
      '',
      '--- Below this line is a copy of the message.',
      '',
      'Return-Path: <alice@demo.example>',
      ...ORIGINAL,
      '',
      'Hello',
    ),
    expected: [
      ['tom@far.example', 'FAILED', '5.1.1', 'NO_SUCH_MAILBOX'],
      ['eve@far.example', 'FAILED', '5.1.1', 'NO_SUCH_MAILBOX'],
    ],
    server: 'qmail.demo.example',
  },
  {
    name: 'Exim: text, and the addresses in a field of the header',
    lines: plain(
      'Mail Delivery System <Mailer-Daemon@exim.demo.example>',
      'Mail delivery failed: returning message to sender',
      ['X-Failed-Recipients: tom@far.example'],
      'This message was created automatically by mail delivery software.',
      '',
      'A message that you sent could not be delivered to one or more of its',
      'recipients. This is a permanent error. The following address(es) failed:',
      '',
      '  tom@far.example',
      '    host mx.far.example [192.0.2.7]',
      '    SMTP error from remote mail server after RCPT TO:<tom@far.example>:',
      '    550 Unrouteable address',
      '',
      '------ This is a copy of the message, including all the headers. ------',
      '',
      ...ORIGINAL,
    ),
    expected: [['tom@far.example', 'FAILED', '5.0.0', 'NO_SUCH_DOMAIN']],
  },
  {
    name: 'Exim: a warning about a delay',
    lines: plain(
      'Mailer-Daemon@exim.demo.example',
      'Warning: message delayed 24 hours',
      ['Return-Path: <>'],
      'A message that you sent has not yet been delivered to one or more of its',
      'recipients after more than 24 hours on the queue on exim.demo.example.',
      'The address to which the message has not yet been delivered is:',
      '',
      '  tom@far.example',
      '    Delay reason: Connection timed out',
      '',
    ),
    expected: [['tom@far.example', 'DELAYED', '', 'NO_ANSWER']],
    original: null,
  },
  {
    name: 'old Sendmail: the reason in brackets',
    lines: plain(
      'MAILER-DAEMON@old.demo.example',
      'Returned mail: see transcript for details',
      [],
      '   ----- The following addresses had permanent fatal errors -----',
      '<tom@far.example>',
      '    (reason: 550 5.2.1 Mailbox disabled for this recipient)',
      '',
      '   ----- Transcript of session follows -----',
      '... while talking to mx.far.example.:',
    ),
    expected: [['tom@far.example', 'FAILED', '5.2.1', 'MAILBOX_DISABLED']],
    original: null,
  },
  {
    name: 'Postfix without a machine part',
    lines: plain(
      'MAILER-DAEMON@mx.demo.example',
      'Undelivered Mail Returned to Sender',
      ['Return-Path: <>'],
      'This is the mail system at host mx.demo.example.',
      '',
      '<tom@far.example>: host mx.far.example[192.0.2.7] said: 550 5.7.26 This mail is',
      '    unauthenticated, which poses a security risk (in reply to end of DATA command)',
    ),
    expected: [['tom@far.example', 'FAILED', '5.7.26', 'AUTHENTICATION']],
    original: null,
    server: 'mx.demo.example',
  },
  {
    name: 'Exchange 5.5: the recipient and a date',
    lines: plain(
      'System Administrator <postmaster@old.demo.example>',
      'Undeliverable: Hello',
      ['X-MS-Exchange-Message-Is-Ndr:'],
      'Your message',
      '',
      '  Subject: Hello',
      '',
      'did not reach the following recipient(s):',
      '',
      "'tom@far.example' on 24/11/2026 10:00",
      '    The e-mail account does not exist at the organization this message was sent to.',
    ),
    expected: [['tom@far.example', 'FAILED', '', 'NO_SUCH_MAILBOX']],
    original: null,
  },
];

/** Mails that are about a failure but are none. */
export const NO_BOUNCES: readonly { name: string; lines: readonly string[] }[] = [
  {
    name: 'a person who quotes a report',
    lines: plain(
      'tom@far.example',
      'Re: failure notice',
      [],
      'It says:',
      '<bob@far.example>:',
      '550 5.1.1 unknown user',
    ),
  },
  {
    name: 'a note of the postmaster about nobody',
    lines: plain('postmaster@demo.example', 'Maintenance', [], 'The server restarts on Friday.'),
  },
  {
    name: 'an empty machine part',
    lines: report('bob@demo.example', 'x', [[]]),
  },
];
