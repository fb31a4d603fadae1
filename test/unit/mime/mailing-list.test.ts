// What mailing lists say of themselves, and which of them may be left with one request.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fieldsOf } from '../../../server/mime/header/fields.ts';
import { leavingSignedBy, readMailingList } from '../../../server/mime/mailing-list.ts';

const fields = (...lines: string[]) => fieldsOf(Buffer.from(`${lines.join('\r\n')}\r\n\r\n`));
const read = (...lines: string[]) => readMailingList(fields(...lines));

test('a discussion list: its name, how to write to it and how to leave it', () => {
  const list = read(
    'List-Id: "Garden friends, Lisbon" <garden.lists.demo.example>',
    'List-Post: <mailto:garden@lists.demo.example>',
    'List-Archive: <https://lists.demo.example/garden/>',
    'List-Unsubscribe: <https://lists.demo.example/garden/leave>,',
    ' <mailto:garden-request@lists.demo.example?subject=unsubscribe>',
  );
  assert.deepEqual(list, {
    name: 'Garden friends, Lisbon',
    listId: 'garden.lists.demo.example',
    unsubscribeUrl: 'https://lists.demo.example/garden/leave',
    unsubscribeMailto: 'garden-request@lists.demo.example?subject=unsubscribe',
    oneClickUrl: null,
    archiveUrl: 'https://lists.demo.example/garden/',
    postMailto: 'garden@lists.demo.example',
  });
});

test('names in encoded words, ids without brackets, and no name at all', () => {
  assert.equal(read('List-Id: =?utf-8?q?Stra=C3=9Fe?= <s.demo.example>')?.name, 'Straße');
  assert.equal(read('List-ID: s.demo.example')?.listId, 's.demo.example');
  assert.equal(read('List-Id: <s.demo.example>')?.name, 's.demo.example');
  assert.equal(read('List-Unsubscribe: <mailto:x@demo.example>')?.name, null);
  assert.equal(read('Subject: x'), null);
  assert.equal(read('List-Unsubscribe: nothing', 'List-Post: NO'), null);
});

test('one click needs its own field and https', () => {
  const post = 'List-Unsubscribe-Post: List-Unsubscribe=One-Click';
  assert.equal(
    read('List-Unsubscribe: <https://x.example/u?a=1>', post)?.oneClickUrl,
    'https://x.example/u?a=1',
  );
  assert.equal(read('List-Unsubscribe: <http://x.example/u>', post)?.oneClickUrl, null);
  assert.equal(read('List-Unsubscribe: <https://x.example/u>')?.oneClickUrl, null);
  assert.equal(
    read('List-Unsubscribe: <https://x.example/u>', 'List-Unsubscribe-Post: yes')?.oneClickUrl,
    null,
  );
  assert.equal(
    read('List-Unsubscribe: <mailto:a@x.example>, <https://x.example/u>', post)?.oneClickUrl,
    'https://x.example/u',
  );
});

test('links of other kinds, with users in them, and broken ones are left out', () => {
  for (const link of [
    'javascript:alert(1)',
    'data:text/html,x',
    'https://a:b@x.example/',
    'https://',
    'file:///x',
    'mailto:',
  ])
    assert.equal(read(`List-Unsubscribe: <${link}>`), null, link);
  assert.equal(
    read('List-Unsubscribe: https://x.example/a, mailto:b@x.example')?.unsubscribeMailto,
    'b@x.example',
  );
});

test('a signature counts when it covers both fields', () => {
  const signed = (h: string) =>
    leavingSignedBy(fields(`DKIM-Signature: v=1; a=rsa-sha256; d=News.example;\r\n h=${h}; b=abc=`));
  assert.deepEqual(signed('From:To:List-Unsubscribe: List-Unsubscribe-Post'), ['news.example']);
  assert.deepEqual(signed('from:list-unsubscribe'), []);
  assert.deepEqual(leavingSignedBy(fields('DKIM-Signature: nonsense')), []);
});
