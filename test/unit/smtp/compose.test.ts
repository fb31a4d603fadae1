// What composed bytes may contain, whatever the fields hold. A newcomer's trap: the checks read the bytes with a
// parser of their own and not with the composer's, so that both would have to be wrong in the same way.
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import fc from 'fast-check';
import libmime from 'libmime';
import type { DraftAttachment, DraftContent, Recipient } from '../../../server/mail/draft.ts';
import { MailError } from '../../../server/mail/errors.ts';
import { answersIn, composeDraft, composeMessage } from '../../../server/smtp/compose.ts';
import { draft } from '../../support/outbox.ts';

const LIMITS = { maxMessageBytes: 5_000_000 };
const compose = (content: Partial<DraftContent>) => composeMessage(draft(content), LIMITS);
const at = (address: string, name: string | null = null): Recipient => ({ name, address });

/** The head of a message as [name, unfolded value] in order. */
function headOf(raw: Buffer): [string, string][] {
  const head = raw.toString('utf8').split('\r\n\r\n', 1)[0] ?? '';
  return head
    .replace(/\r\n(?=[ \t])/g, '')
    .split('\r\n')
    .map((line) => {
      const match = /^([!-9;-~]+): ?(.*)$/s.exec(line);
      assert.ok(match, `no header: ${JSON.stringify(line)}`);
      return [match[1]!.toLowerCase(), match[2]!];
    });
}

const header = (raw: Buffer, name: string): string | undefined =>
  headOf(raw).find(([key]) => key === name)?.[1];

function attachment(
  filename: string,
  type: string,
  bytes: Buffer,
  more: Partial<DraftAttachment> = {},
): DraftAttachment {
  return { filename, type, size: bytes.length, open: async () => Readable.from([bytes]), ...more };
}

/** Every line ends with CR LF, none is over 998 bytes, and there is no bare CR, bare LF or NUL. */
function assertFitForMail(raw: Buffer): void {
  const text = raw.toString('latin1');
  assert.doesNotMatch(text.replace(/\r\n/g, ''), /[\r\n\0]/);
  assert.ok(text.endsWith('\r\n'));
  for (const line of text.split('\r\n')) assert.ok(line.length <= 998, `a line of ${line.length}`);
}

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc
    .array(
      fc.oneof(
        fc.constantFrom(
          '\r\n',
          '\r',
          '\n',
          '\0',
          '\u2028',
          '\u0085',
          ' ',
          '\t',
          '"',
          '\\',
          '<',
          '>',
          ',',
          ';',
        ),
        fc.constantFrom(
          'Bcc: evil@example.org',
          'X-Evil: 1',
          '=?utf-8?Q?=0D=0AX-Evil:_1?=',
          '--',
          '.',
          'é',
          '=?',
        ),
        fc.string({ maxLength: 10 }),
      ),
      { maxLength: 12 },
    )
    .map((pieces) => pieces.join('')),
);

const HEADERS = new Set([
  ...['from', 'to', 'cc', 'in-reply-to', 'references', 'subject', 'message-id', 'date', 'mime-version'],
  ...['content-type', 'content-transfer-encoding'],
]);

test('no field can make a header of its own, reach the envelope or break a line', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        name: hostile,
        subject: hostile,
        text: hostile,
        filename: hostile,
        type: hostile,
        inReplyTo: hostile,
        references: fc.array(hostile, { maxLength: 5 }),
      }),
      async ({ name, filename, type, ...fields }) => {
        const { raw, envelope, sentCopy } = await compose({
          ...fields,
          to: [at('bob@example.org', name)],
          cc: [at('carol@example.org', name)],
          bcc: [at('hidden@example.org', name)],
          attachments: [attachment(filename, type, Buffer.from('a file'))],
        });
        assertFitForMail(raw);
        assertFitForMail(sentCopy);
        const names = headOf(raw).map(([key]) => key);
        assert.deepEqual(
          names.filter((key) => !HEADERS.has(key)),
          [],
        );
        assert.equal(new Set(names).size, names.length);
        assert.deepEqual(envelope.to, ['bob@example.org', 'carol@example.org', 'hidden@example.org']);
        assert.ok(!raw.includes('hidden@example.org'));
        assert.equal(headOf(sentCopy).filter(([key]) => key === 'bcc').length, 1);
        for (const [key, value] of headOf(raw))
          assert.doesNotMatch(libmime.decodeWords(value), /[\r\n\0]/, key);
        assert.equal(raw.toString('latin1').match(/^Content-Disposition:/gim)?.length, 1);
      },
    ),
    { numRuns: 300 },
  );
});

test('an address that is not one is refused, with the place where it stands', async () => {
  for (const bad of [
    '=?utf-8?q?c=40d.org=3e?=@b.org',

    'x',
    'a@b>\r\nRCPT TO:<c@d',
    'a@b, c@d',
    '<a@b>',
    'a b@c.org',
    'a@b@c',
    '"a"@b.org',
    'a@-b',
  ]) {
    await assert.rejects(compose({ cc: [at('ok@example.org'), at(bad)] }), (error: MailError) => {
      assert.equal(error.code, 'VALIDATION');
      assert.deepEqual(error.inputPath, ['input', 'cc', '1'], bad);
      return true;
    });
  }
  await assert.rejects(compose({ from: at('nobody') }), { code: 'VALIDATION' });
});

test('a message needs a recipient, a draft does not', async () => {
  await assert.rejects(compose({ to: [] }), { code: 'VALIDATION' });
  assert.ok(header(await composeDraft(draft({ to: [] }), LIMITS), 'from'));
});

test('the envelope is what the person sees: each recipient once', async () => {
  const { envelope, raw } = await compose({
    to: [at('bob@example.org'), at('Bob@example.org')],
    cc: [at('bob@EXAMPLE.org'), at('a..b@example.org'), at('m@mäil.example')],
    bcc: [at('bob@example.org'), at('jõ@jõgeva.example')],
  });
  assert.deepEqual(envelope.to, [
    ...['bob@example.org', 'Bob@example.org', '"a..b"@example.org'],
    ...['m@xn--mil-qla.example', 'jõ@jõgeva.example'],
  ]);
  assert.equal(envelope.from, 'ann@example.org');
  assert.match(header(raw, 'cc') ?? '', /"a\.\.b"@example\.org/);
});

test('whatever valid addresses there are, the envelope has exactly those', async () => {
  const local = fc.stringMatching(/^[a-zA-Z0-9!#$%&'*+/?^_`{|}~.-]{1,20}$/);
  const domain = fc.domain();
  const address = fc.tuple(local, domain).map(([left, right]) => at(`${left}@${right}`));
  await fc.assert(
    fc.asyncProperty(
      fc.array(address, { minLength: 1, maxLength: 5 }),
      fc.array(address, { maxLength: 5 }),
      fc.array(address, { maxLength: 5 }),
      async (to, cc, bcc) => {
        const { envelope } = await compose({ to, cc, bcc });
        const plain = (text: string): string => {
          const cut = text.lastIndexOf('@');
          return `${text.slice(0, cut).replace(/^"|"$/g, '')}@${text.slice(cut + 1).toLowerCase()}`;
        };
        const seen = new Set([...to, ...cc, ...bcc].map((each) => plain(each.address)));
        assert.deepEqual(new Set(envelope.to.map(plain)), seen);
        assert.equal(envelope.to.length, seen.size);
      },
    ),
    { numRuns: 150 },
  );
});

test('Bcc is in the envelope and the copy, and nowhere in what is sent', async () => {
  const names = Array.from({ length: 60 }, (_, index) => at(`hidden${index}@example.org`, `Hiddén ${index}`));
  const { raw, sentCopy, bccHeader, envelope } = await compose({ bcc: names });
  assert.equal(envelope.to.length, 61);
  assert.doesNotMatch(raw.toString('latin1'), /bcc|hidden/i);
  assert.equal(sentCopy.toString('latin1'), bccHeader + raw.toString('latin1'));
  assertFitForMail(sentCopy);
  const bcc = header(sentCopy, 'bcc') ?? '';
  for (const { address } of names) assert.ok(bcc.includes(address));
  assert.match(libmime.decodeWords(bcc), /Hiddén 59/);
});

test('names, subject, text and file names come back as written, in any script', async () => {
  const words = 'Ünïcödé 日本語 עברית 👩‍👩‍👧 "quoted" \\ back, comma; = equals';
  const { raw } = await compose({
    from: at('ann@example.org', words),
    subject: words,
    text: `${words}\n.dot\nFrom here\n-- \n${'long '.repeat(300)}\n`,
    attachments: [attachment(`${words}.txt`, 'text/plain', Buffer.from('x'))],
  });
  assertFitForMail(raw);
  assert.equal(libmime.decodeWords(header(raw, 'subject') ?? ''), words);
  assert.ok(libmime.decodeWords(header(raw, 'from') ?? '').startsWith(words));
  const body = raw.toString('latin1').split(/\r\n-----[^\r\n]+\r\n/)[1] ?? '';
  const [head = '', encoded = ''] = body.split(/\r\n\r\n(.*)/s);
  const bytes = /base64/i.test(head)
    ? Buffer.from(encoded, 'base64')
    : (await import('libqp')).default.decode(encoded);
  assert.match(bytes.toString('utf8'), /^Ünïcödé 日本語.*\r\n\.dot\r\nFrom here\r\n-- \r\n(long ){300}/s);
});

test('what looks encoded already is read as it was typed', async () => {
  const subject = 'about =?utf-8?Q?=0D=0ABcc:_x?= words';
  const { raw } = await compose({ subject });
  assert.equal(libmime.decodeWords(header(raw, 'subject') ?? ''), subject);
});

test('one word without a space still makes lines that mail allows', async () => {
  const word = 'x'.repeat(3000);
  const { raw } = await compose({
    from: at('ann@example.org', word),
    subject: word,
    text: word,
    attachments: [attachment(`${word}.pdf`, 'application/pdf', Buffer.from('x'))],
  });
  assertFitForMail(raw);
  assert.equal(libmime.decodeWords(header(raw, 'subject') ?? ''), word);
  assert.match(raw.toString('latin1'), /x\.pdf/);
});

test('References keep the first and the newest, and none that is no Message-ID', async () => {
  const ids = Array.from({ length: 300 }, (_, index) => `m${index}.${'x'.repeat(100)}@example.org`);
  const { raw } = await compose({
    inReplyTo: ids.at(-1)!,
    references: ['bro ken@x', 'ev<il@x', 'é@x', 'y'.repeat(1000), ...ids, ids[7]!],
  });
  assertFitForMail(raw);
  const references = header(raw, 'references')?.split(/\s+/) ?? [];
  assert.equal(references.length, 40);
  assert.equal(references[0], `<${ids[0]}>`);
  assert.equal(references.at(-1), `<${ids.at(-1)}>`);
  assert.equal(header(raw, 'in-reply-to'), `<${ids.at(-1)}>`);
});

test('nothing tells the program, its version or the time zone', async () => {
  const { raw, messageId } = await compose({});
  const names = headOf(raw).map(([key]) => key);
  assert.deepEqual(
    names.filter((key) => /agent|mailer|received|originating|^x-/.test(key)),
    [],
  );
  assert.doesNotMatch(raw.toString('latin1'), /nodemailer|postern/i);
  assert.match(header(raw, 'date') ?? '', / \+0000$/);
  assert.match(messageId, /^[\da-f-]{36}@example\.org$/);
  assert.equal(header(raw, 'message-id'), `<${messageId}>`);
});

test('a type that would change the structure of the message is only bytes', async () => {
  for (const type of [
    'multipart/mixed; boundary=x',
    'message/external-body',
    'text',
    'text/html\r\nX-Evil: 1',
    '',
  ]) {
    const { raw } = await compose({ attachments: [attachment('a', type, Buffer.from('x'))] });
    assert.match(raw.toString('latin1'), /^Content-Type: application\/octet-stream/m, type);
  }
});

test('an attached message travels as it is, or as bytes where it can not', async () => {
  const eml = async (text: string) => {
    const { raw } = await compose({
      attachments: [attachment('a.eml', 'message/rfc822', Buffer.from(text))],
    });
    assertFitForMail(raw);
    return raw.toString('utf8');
  };
  assert.match(await eml('Subject: é\n\nbody\r'), /message\/rfc822[\s\S]*Subject: é\r\n\r\nbody\r\n/);
  assert.match(await eml(`Subject: x\n\n${'y'.repeat(1200)}\n`), /application\/octet-stream; name=a\.eml/);
  assert.match(await eml('Subject: x\n\n\0\n'), /application\/octet-stream; name=a\.eml/);
});

test('attachments are opened one after the other, and come back byte for byte', async () => {
  const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, index) => (index * 7) % 256));
  let open = 0;
  let most = 0;
  const once = (name: string) =>
    attachment(name, 'application/octet-stream', bytes, {
      open: async () => {
        most = Math.max(most, ++open);
        return Readable.from(
          (async function* () {
            yield bytes;
            open--;
          })(),
        );
      },
    });
  const { raw } = await compose({ attachments: [once('one.bin'), once('two.bin')] });
  assert.equal(most, 1);
  const encoded = [...raw.toString('latin1').matchAll(/\.bin\r\n\r\n([A-Za-z0-9+/=\r\n]+)\r\n--/g)];
  assert.equal(encoded.length, 2);
  for (const [, text = ''] of encoded) assert.ok(Buffer.from(text, 'base64').equals(bytes));
});

test('a message over the limit is refused before its attachments are read', async () => {
  let opened = 0;
  const open = async () => {
    opened++;
    return Readable.from([Buffer.alloc(10)]);
  };
  const content = { attachments: [attachment('a', 'a/b', Buffer.alloc(0), { size: 6_000_000, open })] };
  await assert.rejects(compose(content), { code: 'TOO_LARGE' });
  assert.equal(opened, 0);
});

test('an attachment that is larger than it said is stopped at the limit', async () => {
  let given = 0;
  const open = async () =>
    Readable.from(
      (async function* () {
        for (;;) {
          given += 100_000;
          yield Buffer.alloc(100_000);
        }
      })(),
    );
  for (const type of ['a/b', 'message/rfc822']) {
    given = 0;
    const content = { attachments: [attachment('a', type, Buffer.alloc(0), { open })] };
    await assert.rejects(compose(content), { code: 'TOO_LARGE' });
    assert.ok(given < 8_000_000, `${given} bytes were read`);
  }
});

test('what opening an attachment throws is thrown on', async () => {
  for (const type of ['a/b', 'message/rfc822']) {
    const open = async (): Promise<Readable> => {
      throw new MailError('GONE');
    };
    const content = { attachments: [attachment('a', type, Buffer.alloc(0), { open })] };
    await assert.rejects(compose(content), { code: 'GONE' });
  }
});

test('a draft keeps Bcc and what it answers, a message does not', async () => {
  const answers = { how: 'FORWARD' as const, id: `m${'aZ09-_'.repeat(300)}` };
  const content = draft({ bcc: [at('hidden@example.org')], answers });
  const stored = await composeDraft(content, LIMITS);
  assertFitForMail(stored);
  assert.equal(header(stored, 'bcc'), 'hidden@example.org');
  assert.deepEqual(answersIn(stored), answers);
  const { raw, sentCopy } = await composeMessage(content, LIMITS);
  assert.equal(answersIn(sentCopy), null);
  assert.doesNotMatch(raw.toString('latin1'), /postern/i);
});

test('a header of that name that we did not write is nothing', () => {
  const read = (value: string) => answersIn(Buffer.from(`X-Postern-Answers: ${value}\r\n\r\n`));
  for (const value of ['', 'REPLY', 'DELETE abc', 'REPLY a/b', 'REPLY é', 'reply abc'])
    assert.equal(read(value), null);
  assert.equal(answersIn(Buffer.from('Subject: x\r\n\r\nX-Postern-Answers: REPLY abc\r\n')), null);
  assert.deepEqual(read('REPLY ab\r\n\tc'), { how: 'REPLY', id: 'abc' });
});
