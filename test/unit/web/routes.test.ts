// Addresses to pages and back, under any base path.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseRoute, pathOf, type Route } from '../../../web/routes.ts';

const there = (route: Route): Route => {
  const [path = '', search = ''] = pathOf(route).split('?');
  return parseRoute(path === './' ? '' : path, search);
};

test('every route survives the way through the address bar', () => {
  const routes: Route[] = [
    { name: 'mail', mailboxId: null, messageId: null },
    { name: 'mail', mailboxId: 'a/b c+ü', messageId: null },
    { name: 'mail', mailboxId: 'box', messageId: 'x?y#z/%' },
    { name: 'compose', query: {} },
    { name: 'compose', query: { reply: 'm/1', all: true } },
    { name: 'compose', query: { to: 'Ada <ada@example.org>' } },
    { name: 'settings' },
    { name: 'find', messageId: 'a+b/c=&d@x.example', account: null },
    { name: 'find', messageId: 'a@x.example', account: 'me+x@y.example' },
  ];
  for (const route of routes) assert.deepEqual(there(route), route);
});

test('no address begins with a slash, so that a base path stays in front', () => {
  assert.equal(pathOf({ name: 'mail', mailboxId: 'b', messageId: 'm' }), 'mailbox/b/message/m');
  assert.equal(pathOf({ name: 'mail', mailboxId: null, messageId: null }), './');
});

test('unknown and damaged addresses lead to the inbox', () => {
  const inbox = { name: 'mail', mailboxId: null, messageId: null };
  assert.deepEqual(parseRoute('nothing/here', ''), inbox);
  assert.deepEqual(parseRoute('', ''), inbox);
  assert.deepEqual(parseRoute('mailbox/', ''), inbox);
  assert.deepEqual(parseRoute('m', '?in=x'), inbox);
  assert.deepEqual(parseRoute('mailbox/%E0%A4%A', ''), { ...inbox, mailboxId: '%E0%A4%A' });
});
