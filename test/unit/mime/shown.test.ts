// Which part is the body, which are files, which are pictures.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Part } from '../../../server/mail/message.ts';
import { findPart, shown } from '../../../server/mime/structure/shown.ts';

/** A tree from a short form: type, then children or what differs from a bare part. */
let serial = 0;
const part = (type: string, rest: Partial<Part> | Part[] = {}): Part => ({
  path: String(++serial),
  type,
  params: {},
  disposition: null,
  filename: null,
  contentId: null,
  contentLocation: null,
  encoding: '7bit',
  size: 10,
  children: Array.isArray(rest) ? rest : [],
  ...(Array.isArray(rest) ? {} : rest),
});
const types = (parts: readonly Part[]): string[] => parts.map(({ type, filename }) => filename ?? type);
const logo = { contentId: 'logo@x', filename: 'logo.png', disposition: 'INLINE' as const };

test('HTML is shown before plain text, which is kept for quoting', () => {
  const { body, text, attachments } = shown(
    part('multipart/alternative', [part('text/plain'), part('text/html')]),
  );
  assert.deepEqual([body?.type, text?.type, attachments.length], ['text/html', 'text/plain', 0]);
});

test('HTML is found inside related inside alternative, with its picture', () => {
  const html = part('multipart/related', [part('text/html'), part('image/png', logo)]);
  const all = shown(
    part('multipart/mixed', [
      part('multipart/alternative', [part('text/plain'), html]),
      part('application/pdf', { filename: 'a.pdf', disposition: 'ATTACHMENT' }),
    ]),
  );
  assert.equal(all.body?.type, 'text/html');
  assert.deepEqual(types(all.attachments), ['a.pdf']);
  assert.deepEqual([...all.related.keys()], ['logo@x']);
});

test('related names its root by start (RFC 2387)', () => {
  const root = part('multipart/related', {
    params: { start: '<html@x>' },
    children: [part('image/png', logo), part('text/html', { contentId: 'html@x' })],
  });
  assert.equal(shown(root).body?.type, 'text/html');
});

test('pictures that the HTML does not name are attachments, and those it names are not', () => {
  const root = part('multipart/mixed', [part('text/html'), part('image/png', logo)]);
  assert.deepEqual(
    types(shown(root).attachments),
    ['logo.png'],
    'not known yet: better shown twice than lost',
  );
  assert.deepEqual(types(shown(root, '<img src="cid:logo@x">').attachments), []);
  assert.deepEqual(types(shown(root, '<p>none</p>').attachments), ['logo.png']);
  const related = part('multipart/related', [part('text/html'), part('image/png', logo)]);
  assert.deepEqual(types(shown(related).attachments), []);
  assert.deepEqual(types(shown(related, '<p>none</p>').attachments), ['logo.png']);
});

test('plain text around a picture stays in order, and the picture is a file', () => {
  const all = shown(
    part('multipart/mixed', [
      part('text/plain'),
      part('image/jpeg', { filename: 'p.jpg', disposition: 'INLINE', contentId: 'p@x' }),
      part('text/plain'),
    ]),
  );
  assert.equal(all.bodies.length, 2);
  assert.deepEqual(types(all.attachments), ['p.jpg']);
});

test('text parts beside an HTML body are not lost', () => {
  const all = shown(part('multipart/mixed', [part('text/html'), part('text/plain')]));
  assert.equal(all.body?.type, 'text/html');
  assert.deepEqual(types(all.attachments), ['text/plain']);
});

test('text and HTML that are files stay files', () => {
  const all = shown(
    part('multipart/mixed', [
      part('text/plain'),
      part('text/plain', { filename: 'log.txt', disposition: 'ATTACHMENT' }),
      part('text/html', { filename: 'page.html' }),
      part('text/plain', { disposition: 'ATTACHMENT' }),
    ]),
  );
  assert.equal(all.bodies.length, 1);
  assert.deepEqual(types(all.attachments), ['log.txt', 'page.html', 'text/plain']);
});

test('an attached message is one attachment, whatever lies in it', () => {
  const all = shown(
    part('multipart/mixed', [
      part('text/plain'),
      part('message/rfc822', [part('multipart/mixed', [part('text/html'), part('application/pdf')])]),
    ]),
  );
  assert.equal(all.body?.type, 'text/plain');
  assert.deepEqual(types(all.attachments), ['message/rfc822']);
});

test('a message that is only a file has no body', () => {
  const all = shown(part('application/pdf', { filename: 'a.pdf' }));
  assert.equal(all.body, null);
  assert.deepEqual(types(all.attachments), ['a.pdf']);
});

test('a detached signature is no attachment', () => {
  const all = shown(
    part('multipart/signed', [
      part('text/plain'),
      part('application/pgp-signature', { filename: 'signature.asc' }),
    ]),
  );
  assert.deepEqual(types(all.attachments), []);
});

test('an invitation is known, and a file only where it is one', () => {
  const all = shown(
    part('multipart/mixed', [
      part('multipart/alternative', [part('text/plain'), part('text/html'), part('text/calendar')]),
      part('application/ics', { filename: 'invite.ics' }),
    ]),
  );
  assert.equal(all.calendar.length, 1);
  assert.deepEqual(types(all.attachments), ['invite.ics']);
});

test('a file inside an alternative (Apple Mail) is kept', () => {
  const rich = part('multipart/mixed', [part('text/html'), part('application/pdf', { filename: 'a.pdf' })]);
  const all = shown(part('multipart/alternative', [part('text/plain'), rich]));
  assert.equal(all.body?.type, 'text/html');
  assert.deepEqual(types(all.attachments), ['a.pdf']);
});

test('a part is found by its path', () => {
  const child = part('text/plain');
  assert.equal(findPart(part('multipart/mixed', [child]), child.path), child);
  assert.equal(findPart(child, 'none'), null);
});
