// BODYSTRUCTURE as parts: numbers that fetch what they say, and what counts as a file.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { BodyNode } from '../../../server/imap/message/bodystructure.ts';
import { hasAttachments, previewPart, toPart } from '../../../server/imap/message/structure.ts';
import type { Part } from '../../../server/mail/message.ts';

type Node = BodyNode;
const leaf = (type: string, more: Partial<Node> = {}): Node => ({
  type,
  size: 10,
  encoding: '7bit',
  ...more,
});
const multipart = (sub: string, ...childNodes: Node[]): Node => ({ type: `multipart/${sub}`, childNodes });
const message = (body: Node): Node => leaf('message/rfc822', { childNodes: [body] });
const walk = (part: Part): string[] => [`${part.path} ${part.type}`, ...part.children.flatMap(walk)];
const paths = (root: Node): string[] => walk(toPart(root));

describe('The numbers of parts', () => {
  it('is 1 for the only part', () => {
    assert.deepEqual(paths(leaf('text/plain')), ['1 text/plain']);
  });

  it('count through multiparts, which have a name and no number', () => {
    assert.deepEqual(
      paths(
        multipart(
          'mixed',
          multipart('alternative', leaf('text/plain'), leaf('text/html')),
          leaf('image/png'),
        ),
      ),
      [' multipart/mixed', '1 multipart/alternative', '1.1 text/plain', '1.2 text/html', '2 image/png'],
    );
  });

  it('go on inside a message: its only part is one below, the parts of its multipart follow its own number', () => {
    assert.deepEqual(paths(multipart('mixed', leaf('text/plain'), message(leaf('text/html')))), [
      ' multipart/mixed',
      '1 text/plain',
      '2 message/rfc822',
      '2.1 text/html',
    ]);
    assert.deepEqual(
      paths(
        multipart('digest', message(multipart('mixed', leaf('text/plain'), message(leaf('text/plain'))))),
      ),
      [
        ' multipart/digest',
        '1 message/rfc822',
        '1.TEXT multipart/mixed',
        '1.1 text/plain',
        '1.2 message/rfc822',
        '1.2.1 text/plain',
      ],
    );
    assert.deepEqual(paths(message(multipart('mixed', leaf('text/plain')))), [
      '1 message/rfc822',
      '1.TEXT multipart/mixed',
      '1.1 text/plain',
    ]);
  });

  it('end at a thousand, and at fifty levels', () => {
    const many = toPart(multipart('mixed', ...Array.from({ length: 1_200 }, () => leaf('text/plain'))));
    assert.equal(many.children.length, 999);
    assert.match(String(many.notes), /more than 1000 parts/);
    let deep = leaf('text/plain');
    for (let level = 0; level < 60; level++) deep = multipart('mixed', deep);
    let part = toPart(deep);
    assert.match(String(part.notes), /nested too deeply/);
    let levels = 0;
    for (; part.children[0] !== undefined; levels++) part = part.children[0];
    assert.equal(levels, 50);
  });
});

describe('A part', () => {
  it('has its id without brackets, and a file name from where there is one', () => {
    const part = toPart(
      leaf('text/plain', {
        parameters: { charset: 'UTF-8', name: 'a.txt' },
        encoding: 'base64',
        id: '<x@y>',
        disposition: 'attachment',
        dispositionParameters: { filename: 'b.txt' },
      }),
    );
    assert.deepEqual(
      [part.type, part.params.charset, part.encoding, part.contentId, part.disposition, part.filename],
      ['text/plain', 'UTF-8', 'base64', 'x@y', 'ATTACHMENT', 'b.txt'],
    );
    assert.equal(toPart(leaf('text/plain', { parameters: { name: 'a.txt' } })).filename, 'a.txt');
    assert.equal(toPart(leaf('text/plain', { disposition: 'form-data' })).disposition, 'ATTACHMENT');
  });
});

describe('What a server says of a part', () => {
  it('is kept within bounds, and without what nobody needs', () => {
    const long = 'x'.repeat(100_000);
    const part = toPart(
      leaf('text/plain', {
        parameters: { boundary: 'b', charset: long, name: long },
        id: long,
        location: long,
      }),
    );
    assert.deepEqual(Object.keys(part.params), ['charset', 'name']);
    assert.ok(JSON.stringify(part).length < 5_000);
  });
});

describe('A message with attachments', () => {
  const has = (...nodes: Node[]): boolean =>
    hasAttachments(toPart(multipart('mixed', leaf('text/plain'), ...nodes)));
  const pdf = { parameters: { name: 'a.pdf' } };

  it('holds a file or a message', () => {
    assert.equal(has(leaf('text/plain', { disposition: 'attachment' })), true);
    assert.equal(has(leaf('application/pdf', pdf)), true);
    assert.equal(has(message(leaf('text/plain'))), true);
    assert.equal(has(multipart('related', leaf('text/html'), leaf('application/pdf', pdf))), true);
  });

  it('does not hold only text and the pictures that its HTML shows', () => {
    assert.equal(has(), false);
    assert.equal(has(multipart('alternative', leaf('text/plain'), leaf('text/html'))), false);
    assert.equal(has(multipart('related', leaf('text/html'), leaf('image/png', { id: '<x>' }))), false);
  });
});

describe('The part to preview', () => {
  it('is the first plain text, else HTML, and no attachment or message inside', () => {
    const of = (...nodes: Node[]): string | undefined =>
      previewPart(toPart(multipart('mixed', ...nodes)))?.path;
    assert.equal(of(multipart('alternative', leaf('text/html'), leaf('text/plain'))), '1.2');
    assert.equal(of(leaf('image/png'), leaf('text/html')), '2');
    assert.equal(
      of(
        leaf('text/plain', { disposition: 'attachment', parameters: { name: 'a.txt' } }),
        message(leaf('text/plain')),
      ),
      undefined,
    );
  });
});
