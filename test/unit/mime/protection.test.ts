// Signed and encrypted messages, known by their form.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { absence } from '../../../server/mime/body.ts';
import { parseStructure } from '../../../server/mime/structure/structure.ts';
import { type Protection, protectionIn, protectionOf } from '../../../server/mime/trust/protection.ts';

const tree = (...lines: string[]) => parseStructure(Buffer.from(lines.join('\r\n'))).root;
const parts = (type: string, ...types: string[]) =>
  tree(
    `Content-Type: ${type}; boundary=b`,
    '',
    ...types.flatMap((each) => ['--b', `Content-Type: ${each}`, '', 'x']),
    '--b--',
  );
const brief = (found: Protection | null): string =>
  found === null
    ? 'plain'
    : [found.format, found.signed && 'signed', found.encrypted && 'encrypted'].filter(Boolean).join(' ');

const TREES = [
  ['text alone', tree('Content-Type: text/plain', '', 'x'), 'plain'],
  [
    'an S/MIME signature beside the text',
    parts(
      'multipart/signed; protocol="application/pkcs7-signature"',
      'text/plain',
      'application/pkcs7-signature',
    ),
    'SMIME signed',
  ],
  [
    'the same without saying so, under its old name',
    parts('multipart/signed', 'text/plain', 'application/x-pkcs7-signature'),
    'SMIME signed',
  ],
  [
    'an OpenPGP signature beside the text',
    parts(
      'multipart/signed; protocol="application/pgp-signature"',
      'text/plain',
      'application/pgp-signature',
    ),
    'OPENPGP signed',
  ],
  [
    'a list that adds its foot to a signed message',
    tree(
      'Content-Type: multipart/mixed; boundary=o',
      '',
      '--o',
      'Content-Type: multipart/signed; boundary=b; protocol="application/pgp-signature"',
      '',
      '--b',
      '',
      'x',
      '--b',
      'Content-Type: application/pgp-signature',
      '',
      'x',
      '--b--',
      '--o',
      '',
      'foot',
      '--o--',
    ),
    'OPENPGP signed',
  ],
  [
    'OpenPGP encryption',
    parts(
      'multipart/encrypted; protocol="application/pgp-encrypted"',
      'application/pgp-encrypted',
      'application/octet-stream',
    ),
    'OPENPGP encrypted',
  ],
  [
    'S/MIME encryption',
    tree('Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m', '', 'x'),
    'SMIME encrypted',
  ],
  ['S/MIME without a word', tree('Content-Type: application/x-pkcs7-mime', '', 'x'), 'SMIME encrypted'],
  [
    'a signature that wraps the text',
    tree('Content-Type: application/pkcs7-mime; smime-type=signed-data', '', 'x'),
    'SMIME signed',
  ],
  [
    'a signature over encryption',
    tree(
      'Content-Type: multipart/signed; boundary=b; protocol="application/pkcs7-signature"',
      '',
      '--b',
      'Content-Type: application/pkcs7-mime; smime-type=enveloped-data',
      '',
      'x',
      '--b',
      'Content-Type: application/pkcs7-signature',
      '',
      'x',
      '--b--',
    ),
    'SMIME signed encrypted',
  ],
  [
    'certificates alone',
    tree('Content-Type: application/pkcs7-mime; smime-type=certs-only', '', 'x'),
    'plain',
  ],
  [
    'an unknown signature',
    parts('multipart/signed; protocol="application/x-odd"', 'text/plain', 'application/x-odd'),
    'plain',
  ],
] as const;

for (const [what, root, is] of TREES)
  test(`${what} is known as ${is}`, () => {
    assert.equal(brief(protectionOf(root)), is);
  });

test('armour in a text is known where it stands at the start of a line, and not in a quotation', () => {
  assert.equal(
    brief(protectionIn('Hi\n-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA256\n')),
    'OPENPGP signed',
  );
  assert.equal(brief(protectionIn('-----BEGIN PGP MESSAGE-----\nx')), 'OPENPGP encrypted');
  assert.equal(brief(protectionIn('> -----BEGIN PGP MESSAGE-----\nx')), 'plain');
  assert.equal(brief(protectionIn('-----BEGIN PGP PUBLIC KEY BLOCK-----')), 'plain');
});

test('a message that can not be read for that says which of both it is', () => {
  const p7m = (kind: string) => tree(`Content-Type: application/pkcs7-mime; smime-type=${kind}`, '', 'x');
  assert.match(absence(p7m('signed-data')), /signed/);
  assert.match(absence(p7m('enveloped-data')), /encrypted/);
});
