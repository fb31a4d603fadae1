// Invitations, contacts, reports and mailing lists over a mailbox in memory.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MailError } from '../../../server/mail/errors.ts';
import type { HttpClient, HttpRequest } from '../../../server/net/http.ts';
import { SCOPES } from '../../../server/session/caller.ts';
import { BOUNCES } from '../../support/bounces.ts';
import { GOOGLE, OUTLOOK } from '../../support/calendars/requests.ts';
import { fakeApp } from '../../support/fake-app.ts';
import { plainMail } from '../../support/mail.ts';

const ROWS = `{ viewer { accounts { id mailbox(role: INBOX) { messages(first: 50) { nodes { id subject } } } } } }`;

/** An outside that takes what is sent to it and answers with this status, or fails. */
function outside(answer: number | MailError): HttpClient & { asked: HttpRequest[] } {
  const asked: HttpRequest[] = [];
  return {
    asked,
    send: async (request) => {
      asked.push(request);
      if (typeof answer !== 'number') throw answer;
      const body = (async function* () {})();
      return { status: answer, headers: {}, url: new URL(request.url), body, close: () => {} };
    },
  };
}

function setUp(web: HttpClient = outside(500)) {
  const fake = fakeApp({}, web);
  const user = fake.service.user('alice@demo.example');
  const token = user.tokenWith(...SCOPES);
  const rows = async (): Promise<{ id: string; subject: string }[]> =>
    (await fake.graphql(token, ROWS)).data.viewer.accounts[0].mailbox.messages.nodes;
  const idOf = async (subject: string): Promise<string> =>
    (await rows()).find((row) => row.subject === subject)?.id ?? '';
  const ask = async (selection: string, subject?: string, secret = token) => {
    const id = subject === undefined ? ((await rows())[0]?.id ?? '') : await idOf(subject);
    const query = `query ($id: ID!) { node(id: $id) { ... on Message { ${selection} } } }`;
    const answer = await fake.graphql(secret, query, { id });
    return answer.errors ? answer : answer.data.node;
  };
  return { ...fake, user, token, rows, idOf, ask };
}

const crlf = (lines: readonly string[]): Buffer => Buffer.from(`${lines.join('\r\n')}\r\n`);

const invited = (subject: string, calendar: string, method = 'REQUEST'): Buffer =>
  crlf([
    'From: Ann <ann@demo.example>',
    'To: alice@demo.example',
    `Subject: ${subject}`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/alternative; boundary=a',
    '',
    '--a',
    'Content-Type: text/plain',
    '',
    'Please come.',
    '--a',
    `Content-Type: text/calendar; charset=utf-8; method=${method}`,
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(calendar).toString('base64'),
    '--a--',
  ]);

describe('an invitation', () => {
  it('says when, where, who and what one answered', async () => {
    const { user, ask } = setUp();
    user.store.deliver(invited('Invitation: Weekly sync', GOOGLE));
    const { invitation } = await ask(
      `invitation { method sequence summary start { instant local timeZone } allDay myStatus joinUrl icsUrl attendeeCount moreEvents
        recurrence { frequency interval until days { day nth } complete }
        organizer { display address } attendees { address { display } status role kind isMe } newer { sequence } }`,
    );
    assert.deepEqual(
      [invitation.method, invitation.sequence, invitation.summary],
      ['REQUEST', 2, 'Weekly sync'],
    );
    assert.equal(invitation.start.instant, '2026-12-01T08:30:00.000Z');
    assert.equal(invitation.myStatus, 'NEEDS_ACTION');
    assert.match(invitation.icsUrl, /^blob\//);
    assert.deepEqual(invitation.organizer, { display: 'Mia Hall', address: 'mia@demo.example' });
    assert.deepEqual(invitation.recurrence, {
      ...{ frequency: 'WEEKLY', interval: 1, until: '2027-03-01', complete: true },
      days: [
        { day: 'TU', nth: null },
        { day: 'TH', nth: null },
      ],
    });
    assert.deepEqual(
      invitation.attendees.map(({ isMe }: { isMe: boolean }) => isMe),
      [true, false, false],
    );
    assert.equal(invitation.newer, null);
  });

  it('names the message that changed it, and the one that called it off, whatever the order of their arrival', async () => {
    const { user, ask } = setUp();
    const updated = OUTLOOK.replace('SEQUENCE:0', 'SEQUENCE:1').replaceAll('T140000', 'T160000');
    const off = OUTLOOK.replace('SEQUENCE:0', 'SEQUENCE:2').replace('METHOD:REQUEST', 'METHOD:CANCEL');
    user.store.deliver(invited('Canceled: Budget review', off, 'CANCEL'));
    user.store.deliver(invited('Budget review', OUTLOOK));
    user.store.deliver(invited('Updated: Budget review', updated));
    user.store.deliver(plainMail({ subject: 'Re: Budget review' }));
    const selection = 'invitation { newer { cancelled sequence message { subject } } }';
    const newest = { cancelled: true, sequence: 2, message: { subject: 'Canceled: Budget review' } };
    assert.deepEqual((await ask(selection, 'Budget review')).invitation.newer, newest);
    assert.deepEqual((await ask(selection, 'Updated: Budget review')).invitation.newer, newest);
    assert.equal((await ask(selection, 'Canceled: Budget review')).invitation.newer, null);
  });

  it('is not touched by an event of another uid or a change of one occurrence', async () => {
    const { user, ask } = setUp();
    user.store.deliver(invited('Weekly sync', GOOGLE));
    user.store.deliver(
      invited('Other: Weekly sync', GOOGLE.replace('7kukuq', 'other').replace('SEQUENCE:2', 'SEQUENCE:9')),
    );
    const once = GOOGLE.replace('SEQUENCE:2', 'RECURRENCE-ID:20261203T083000Z\r\nSEQUENCE:9');
    user.store.deliver(invited('Once: Weekly sync', once));
    assert.equal((await ask('invitation { newer { sequence } }', 'Weekly sync')).invitation.newer, null);
  });

  it('needs the scope of bodies', async () => {
    const { user, ask } = setUp();
    user.store.deliver(invited('x', GOOGLE));
    const answer = await ask('invitation { uid }', 'x', user.tokenWith('HEADERS_READ'));
    assert.equal(answer.errors?.[0]?.extensions?.code, 'SCOPE_MISSING');
  });

  it('is null for any other mail', async () => {
    const { user, ask } = setUp();
    user.store.deliver(plainMail());
    const all =
      'invitation { uid } contacts { name } deliveryReport { recipientCount } readReceipt { automatic } receiptRequestedBy { display } mailingList { name }';
    assert.deepEqual(await ask(all), {
      ...{ invitation: null, contacts: [], deliveryReport: null, readReceipt: null },
      ...{ receiptRequestedBy: [], mailingList: null },
    });
  });
});

describe('a contact', () => {
  const GIF = 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';
  const card = (photo: string): Buffer =>
    crlf([
      'From: Ann <ann@demo.example>',
      'Subject: Card',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary=a',
      '',
      '--a',
      '',
      'Here.',
      '--a',
      'Content-Type: text/vcard; charset=utf-8; name=joana.vcf',
      'Content-Disposition: attachment; filename=joana.vcf',
      '',
      'BEGIN:VCARD',
      'VERSION:3.0',
      'FN:Joana \u202ePinto',
      'TEL;TYPE=CELL:+351 912 345 678',
      `PHOTO;ENCODING=b;TYPE=GIF:${photo}`,
      'END:VCARD',
      '--a--',
    ]);

  it('comes with its file and a picture of its own', async () => {
    const { app, user, token, ask } = setUp();
    user.store.deliver(card(GIF));
    const { contacts } = await ask('contacts { name phones { label value } photoUrl file { filename url } }');
    assert.equal(contacts[0].name, 'Joana Pinto');
    assert.deepEqual(contacts[0].phones, [{ label: 'cell', value: '+351 912 345 678' }]);
    assert.equal(contacts[0].file.filename, 'joana.vcf');
    const headers = { authorization: `Bearer ${token}` };
    const photo = await app.inject({ url: `/${contacts[0].photoUrl}`, headers });
    assert.deepEqual([photo.statusCode, photo.headers['content-type']], [200, 'image/gif']);
    assert.equal(photo.rawPayload.toString('base64'), GIF);
    assert.equal(photo.headers['content-security-policy'], "sandbox; default-src 'none'");
    assert.equal((await app.inject({ url: `/${contacts[0].photoUrl}` })).statusCode, 401);
    const other = { authorization: `Bearer ${user.tokenWith('HEADERS_READ')}` };
    assert.equal((await app.inject({ url: `/${contacts[0].photoUrl}`, headers: other })).statusCode, 403);
  });

  it('has no picture where the bytes are none, whatever they are called', async () => {
    const { app, user, token, ask } = setUp();
    user.store.deliver(card(Buffer.from('<svg onload=alert(1)>').toString('base64')));
    const { contacts } = await ask('contacts { photoUrl }');
    const answer = await app.inject({
      url: `/${contacts[0].photoUrl}`,
      headers: { authorization: `Bearer ${token}` },
    });
    assert.equal(answer.statusCode, 404);
  });
});

describe('a report', () => {
  it('names the recipient, the reason and the message in Sent', async () => {
    const { user, ask } = setUp();
    await user.store.filing?.append(
      'Sent',
      plainMail({ subject: 'Grüße', messageId: 'sent-1@demo.example' }),
      [],
    );
    user.store.deliver(crlf(BOUNCES[0]!.lines));
    const { deliveryReport } = await ask(
      `deliveryReport { reportingServer recipientCount originalSubject original { subject }
        recipients { address action status reason serverText remoteServer retryUntil } }`,
    );
    assert.deepEqual(deliveryReport, {
      ...{ reportingServer: 'mx.demo.example', recipientCount: 1, originalSubject: 'Grüße' },
      original: { subject: 'Grüße' },
      recipients: [
        {
          ...{ address: 'tom@far.example', action: 'FAILED', status: '5.1.1', reason: 'NO_SUCH_MAILBOX' },
          serverText:
            '550 5.1.1 <tom@far.example>: Recipient address rejected: User unknown in virtual mailbox table',
          ...{ remoteServer: 'mx.far.example', retryUntil: null },
        },
      ],
    });
  });

  it('about a message that nobody here sent has no original', async () => {
    const { user, ask } = setUp();
    user.store.deliver(crlf(BOUNCES[0]!.lines));
    const { deliveryReport } = await ask('deliveryReport { originalMessageId original { subject } }');
    assert.deepEqual(deliveryReport, { originalMessageId: 'sent-1@demo.example', original: null });
  });

  it('of reading says who and how, and who asks for one is named', async () => {
    const { user, ask } = setUp();
    user.store.deliver(
      crlf([
        'From: tom@far.example',
        'Content-Type: multipart/report; report-type=disposition-notification; boundary=r',
        '',
        '--r',
        'Content-Type: message/disposition-notification',
        '',
        'Final-Recipient: rfc822; tom@far.example',
        'Original-Message-ID: <none@demo.example>',
        'Disposition: manual-action/MDN-sent-manually; displayed',
        '--r--',
      ]),
    );
    const read = await ask(
      'readReceipt { disposition automatic recipient original { subject } } deliveryReport { recipientCount }',
    );
    assert.deepEqual(read, {
      readReceipt: {
        ...{ disposition: 'DISPLAYED', automatic: false },
        recipient: 'tom@far.example',
        original: null,
      },
      deliveryReport: null,
    });
    user.store.deliver(plainMail({ headers: ['Disposition-Notification-To: Tom <tom@far.example>'] }));
    assert.deepEqual(await ask('receiptRequestedBy { display address }'), {
      receiptRequestedBy: [{ display: 'Tom', address: 'tom@far.example' }],
    });
  });
});

describe('a mailing list', () => {
  const LEAVE = [
    'List-Id: Garden friends <garden.lists.example>',
    'List-Unsubscribe: <https://lists.example/leave?who=1>, <mailto:leave@lists.example?subject=off>',
    'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
  ];
  const SIGNED =
    'DKIM-Signature: v=1; a=rsa-sha256; d=lists.example; s=a; h=from:list-unsubscribe:list-unsubscribe-post; b=abc';
  const PASSED = [
    'Authentication-Results: mx.demo.example; dkim=pass header.d=lists.example',
    'Received: from x (x [192.0.2.1]) by mx.demo.example (Postfix); date',
  ];
  const news = (...more: string[]): Buffer =>
    plainMail({ subject: 'News', from: 'Garden <news@lists.example>', headers: [...more, ...LEAVE] });
  const UNSUBSCRIBE =
    'mutation ($id: ID!) { unsubscribe(messageId: $id) { outcome host status problem { code message } } }';

  it('is left with one request where its fields are signed and our own side found that valid', async () => {
    const web = outside(200);
    const { user, token, graphql, idOf, ask } = setUp(web);
    user.store.deliver(news(...PASSED, SIGNED));
    const { mailingList } = await ask(
      'mailingList { name listId oneClick unsubscribeHost unsubscribeUrl unsubscribeMailto }',
    );
    assert.deepEqual(mailingList, {
      ...{ name: 'Garden friends', listId: 'garden.lists.example', oneClick: true },
      ...{ unsubscribeHost: 'lists.example', unsubscribeUrl: 'https://lists.example/leave?who=1' },
      unsubscribeMailto: 'leave@lists.example?subject=off',
    });
    assert.equal(web.asked.length, 0, 'nothing is asked before the click');
    const { data } = await graphql(token, UNSUBSCRIBE, { id: await idOf('News') });
    assert.deepEqual(data.unsubscribe, {
      outcome: 'ACCEPTED',
      host: 'lists.example',
      status: 200,
      problem: null,
    });
    const [{ url, method, headers, body, redirects }] = web.asked as [HttpRequest];
    assert.deepEqual(
      { url, method, headers, body, redirects },
      {
        ...{ url: 'https://lists.example/leave?who=1', method: 'POST', redirects: 0 },
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'List-Unsubscribe=One-Click',
      },
    );
  });

  it('is never asked where the signature is missing, does not cover the fields, or was not found valid', async () => {
    const cases: string[][] = [
      [SIGNED],
      [...PASSED],
      [...PASSED, SIGNED.replace(':list-unsubscribe-post', '')],
      [...PASSED, SIGNED.replace('d=lists.example', 'd=else.example')],
      [PASSED[0]!.replace('pass', 'fail'), PASSED[1]!, SIGNED],
      // What the sender wrote below our own side's line.
      [PASSED[1]!, PASSED[0]!.replace('mx.demo', 'mx.else'), SIGNED],
    ];
    for (const headers of cases) {
      const web = outside(200);
      const { user, token, graphql, idOf, ask } = setUp(web);
      user.store.deliver(news(...headers));
      assert.equal((await ask('mailingList { oneClick }')).mailingList.oneClick, false, headers.join('\n'));
      const { data } = await graphql(token, UNSUBSCRIBE, { id: await idOf('News') });
      assert.deepEqual([data.unsubscribe.outcome, data.unsubscribe.problem.code], [null, 'UNSUPPORTED']);
      assert.equal(web.asked.length, 0);
    }
  });

  it('that answers with something else, or not at all, is told so', async () => {
    for (const [answer, expected] of [
      [302, ['REFUSED', 302, undefined]],
      [404, ['REFUSED', 404, undefined]],
      [new MailError('UPSTREAM_TIMEOUT'), [null, null, 'UPSTREAM_TIMEOUT']],
      [new MailError('SERVER_NOT_ALLOWED'), [null, null, 'SERVER_NOT_ALLOWED']],
    ] as const) {
      const { user, token, graphql, idOf } = setUp(outside(answer));
      user.store.deliver(news(...PASSED, SIGNED));
      const { outcome, status, problem } = (await graphql(token, UNSUBSCRIBE, { id: await idOf('News') }))
        .data.unsubscribe;
      assert.deepEqual([outcome, status, problem?.code], expected);
    }
  });

  it('needs the scope to send', async () => {
    const web = outside(200);
    const { user, graphql, idOf } = setUp(web);
    user.store.deliver(news(...PASSED, SIGNED));
    const { errors } = await graphql(user.tokenWith('HEADERS_READ'), UNSUBSCRIBE, { id: await idOf('News') });
    assert.equal(errors?.[0]?.extensions?.code, 'SCOPE_MISSING');
    assert.equal(web.asked.length, 0);
  });
});
