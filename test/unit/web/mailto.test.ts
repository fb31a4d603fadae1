// Links that ask for a message: what they may set, and what they may not.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readMailto } from '../../../web/lib/mailto.ts';

test('a link sets recipients, subject and text', () => {
  const { to, cc, subject, text } = readMailto(
    'tom+keys@becker.example?subject=Bike%20keys&body=Hi%0D%0ATom&cc=mara@koehler.example',
  );
  assert.deepEqual(
    [to.map(({ address }) => address), cc.map(({ address }) => address)],
    [['tom+keys@becker.example'], ['mara@koehler.example']],
  );
  assert.deepEqual([subject, text], ['Bike keys', 'Hi\nTom']);
});

test('further recipients may stand in the query', () => {
  const { to } = readMailto('?to=a@x.example,b@x.example&TO=c@x.example');
  assert.deepEqual(
    to.map(({ address }) => address),
    ['a@x.example', 'b@x.example', 'c@x.example'],
  );
});

test('a plus is a plus, and a broken escape does no harm', () => {
  assert.equal(readMailto('a@x.example?subject=1+1').subject, '1+1');
  assert.equal(readMailto('a%ZZ@x.example').to[0]?.address, 'a%ZZ@x.example');
});

test('a subject stays one line', () => {
  assert.equal(readMailto('a@x.example?subject=One%0D%0ABcc:%20b@x.example').subject, 'One Bcc: b@x.example');
});

test('nothing else is taken', () => {
  assert.deepEqual(Object.keys(readMailto('a@x.example?attach=secret.txt&bcc=b@x.example')).sort(), [
    'cc',
    'subject',
    'text',
    'to',
  ]);
});
