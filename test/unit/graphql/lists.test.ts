// Lists through the API: jumping, sorting, filtering; what became of a mailbox and of a list that a client holds; and
// the events of a pause.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { encodeId } from '../../../server/mail/id.ts';
import { SCOPES } from '../../../server/session/caller.ts';
import { atEnd } from '../../support/cleanup.ts';
import { fakeApp } from '../../support/fake-app.ts';
import { plainMail, richMail } from '../../support/mail.ts';

const PAGE = `query ($id: ID!, $first: Int, $offset: Int, $around: ID, $after: String, $filter: MessageFilter, $sort: MessageSort) {
  node(id: $id) { ... on Mailbox { state messages(first: $first, offset: $offset, around: $around, after: $after, filter: $filter, sort: $sort) {
    nodes { id subject flags } position sortedBy ascending state total pageInfo { hasNextPage } } } } }`;
const PATCH = `query ($state: String!, $first: Int!) { resultChanges(resultState: $state, first: $first) {
  inserted { node { id subject flags } afterId cursor } removed changed { id flags subject } resultState mustRefetch } }`;
const CHANGES = `query ($id: ID!, $since: String!, $first: Int!) { node(id: $id) { ... on Mailbox { changes(since: $since, first: $first) {
  added { id uid flags } changed { id flags keywords } removed present { first } marked { flag } state hasMore } } } }`;

function setUp() {
  const fake = fakeApp();
  const user = fake.service.user('alice@demo.example');
  const token = user.tokenWith(...SCOPES);
  const run = (query: string, variables = {}) => fake.graphql(token, query, variables);
  const id = encodeId('mailbox', user.account.id, 'INBOX');
  const page = async (variables = {}) => {
    const { data, errors } = await run(PAGE, { id, first: 50, ...variables });
    assert.equal(errors, undefined, JSON.stringify(errors));
    return data.node.messages;
  };
  const deliver = (count: number) => {
    for (let n = 0; n < count; n += 1) user.store.deliver(plainMail({ subject: `Mail ${n}` }));
  };
  return { ...fake, user, token, run, id, page, deliver };
}

const subjects = ({ nodes }: { nodes: { subject: string }[] }) => nodes.map(({ subject }) => subject);

describe('a list', () => {
  it('begins anywhere, and says where', async () => {
    const { deliver, page } = setUp();
    deliver(10);
    const found = await page({ offset: 4, first: 3 });
    assert.deepEqual(subjects(found), ['Mail 5', 'Mail 4', 'Mail 3']);
    assert.deepEqual([found.position, found.sortedBy, found.ascending], [4, 'ARRIVAL', false]);
    const around = await page({ around: found.nodes[0].id, first: 3 });
    assert.deepEqual(subjects(around), ['Mail 6', 'Mail 5', 'Mail 4']);
    const sorted = await page({ sort: { by: 'SUBJECT', ascending: true }, first: 2 });
    assert.deepEqual(
      [subjects(sorted), sorted.sortedBy, sorted.ascending],
      [['Mail 0', 'Mail 1'], 'SUBJECT', true],
    );
  });

  it('holds what has a file, what is for the account itself, and what has a keyword', async () => {
    const { user, run, id, page } = setUp();
    user.store.deliver(richMail(Buffer.from('x')));
    user.store.deliver(plainMail({ subject: 'For others', to: 'list@demo.example' }));
    assert.deepEqual(subjects(await page({ filter: { hasAttachment: true } })), ['With a file']);
    assert.deepEqual(subjects(await page({ filter: { toMe: true } })), ['With a file']);
    await user.store.flags?.set(['2'], { add: [], remove: [], addKeywords: ['work'] });
    assert.deepEqual(subjects(await page({ filter: { keyword: 'work' } })), ['For others']);
    for (const keyword of ['a b', '', '(', 'a\r\nb', 'ä']) {
      const { errors } = await run(PAGE, { id, filter: { keyword } });
      assert.equal(errors?.[0]?.extensions?.code, 'VALIDATION', JSON.stringify(keyword));
    }
  });

  it('refuses places that contradict each other, and a message of somebody else', async () => {
    const { run, id, page, deliver, service } = setUp();
    deliver(1);
    const [{ id: message }] = (await page()).nodes;
    const bob = service.user('bob@demo.example').account.id;
    const bad: [object, string][] = [
      [{ offset: 1, around: message }, 'VALIDATION'],
      [{ offset: -1 }, 'VALIDATION'],
      [{ around: encodeId('message', bob, '1') }, 'NOT_FOUND'],
      [{ around: 'nonsense' }, 'NOT_FOUND'],
      [{ after: 'x', offset: 1 }, 'VALIDATION'],
    ];
    for (const [variables, code] of bad) {
      const { errors } = await run(PAGE, { id, ...variables });
      assert.equal(errors?.[0]?.extensions?.code, code, JSON.stringify(variables));
    }
  });
});

describe('the state of a list', () => {
  it('that was made up by a client is refused, whatever is in it', async () => {
    const { user, run, page, deliver } = setUp();
    deliver(1);
    const { state } = await page();
    const [account, mailbox, at, asked, order] = JSON.parse(Buffer.from(state, 'base64url').toString());
    assert.equal(account, user.account.id);
    for (const made of [
      [account, mailbox, at, asked, [-1, 0]],
      [account, 7, at, asked, order],
      [account, { length: 5 }, at, asked, order],
      [account, mailbox, 7, asked, order],
      [7, mailbox, at, asked, order],
    ]) {
      const forged = Buffer.from(JSON.stringify(made)).toString('base64url');
      const { errors } = await run(PATCH, { state: forged, first: 5 });
      assert.equal(errors?.[0]?.extensions?.code, 'VALIDATION', JSON.stringify(made));
    }
  });
});

describe('the changes of a mailbox', () => {
  it('name what came, what looks different and what is gone, without loading a row', async () => {
    const { user, run, id, deliver } = setUp();
    deliver(3);
    const { state } = (await run(PAGE, { id })).data.node;
    let loaded = 0;
    const { headers } = user.store;
    user.store.headers = (...args) => {
      loaded += args[0].length;
      return headers(...args);
    };
    await user.store.flags?.set(['1'], { add: ['SEEN'], remove: [], addKeywords: ['work'] });
    await user.store.destroy(['2']);
    deliver(1);
    const message = (locator: string) => encodeId('message', user.account.id, locator);
    const { data } = await run(CHANGES, { id, since: state, first: 500 });
    const { changes } = data.node;
    assert.deepEqual(changes.added, [{ id: message('4'), uid: '4', flags: [] }]);
    assert.deepEqual(changes.changed, [{ id: message('1'), flags: ['SEEN'], keywords: ['work'] }]);
    assert.deepEqual([changes.removed, changes.hasMore, changes.present], [[message('2')], false, null]);
    assert.equal(loaded, 0);
    const whole = await run(CHANGES.replace('uid', 'uid subject'), { id, since: state, first: 500 });
    assert.equal(whole.data.node.changes.added[0].subject, 'Mail 0');
    assert.equal(loaded, 1, 'those that came, and not those whose marks alone are asked for');
    const next = await run(CHANGES, { id, since: changes.state, first: 500 });
    assert.deepEqual([next.data.node.changes.added, next.data.node.changes.removed], [[], []]);
  });

  it('come in parts, and of a mailbox that is another one now not at all', async () => {
    const { user, run, id, deliver } = setUp();
    const { state } = (await run(PAGE, { id })).data.node;
    deliver(5);
    const first = (await run(CHANGES, { id, since: state, first: 3 })).data.node.changes;
    assert.deepEqual([first.added.length, first.hasMore], [3, true]);
    const rest = (await run(CHANGES, { id, since: first.state, first: 3 })).data.node.changes;
    assert.deepEqual([rest.added.length, rest.hasMore], [2, false]);
    const box = await user.store.folders!.create(null, 'Box');
    const there = { id: encodeId('mailbox', user.account.id, box.locator), first: 5 };
    const before = (await run(PAGE, { id: there.id })).data.node.state;
    await user.store.folders!.remove(box.locator, true);
    await user.store.folders!.create(null, 'Box');
    const { errors } = await run(CHANGES, { ...there, since: before });
    assert.equal(errors?.[0]?.extensions?.code, 'STALE');
  });
});

/** A client that holds the first rows of a list and patches them. */
class Holder {
  ids: string[];
  state: string;

  constructor(page: { nodes: { id: string }[]; state: string }) {
    this.ids = page.nodes.map(({ id }) => id);
    this.state = page.state;
  }

  // biome-ignore lint/suspicious/noExplicitAny: as the API gives it
  apply({ inserted, removed, resultState }: any): void {
    this.ids = this.ids.filter((id) => !removed.includes(id));
    for (const { node, afterId } of inserted) {
      if (this.ids.includes(node.id)) continue;
      const at = afterId === null ? 0 : this.ids.indexOf(afterId) + 1;
      if (afterId === null || at > 0) this.ids.splice(at, 0, node.id);
    }
    this.state = resultState;
  }
}

describe('a list that a client holds', () => {
  it('is patched, in its order', async () => {
    const { user, run, page, deliver } = setUp();
    deliver(4);
    const held = new Holder(await page({ first: 10 }));
    await user.store.destroy(['3']);
    await user.store.flags?.set(['1'], { add: ['FLAGGED'], remove: [] });
    deliver(2);
    const patch = (await run(PATCH, { state: held.state, first: 10 })).data.resultChanges;
    assert.equal(patch.mustRefetch, false);
    assert.deepEqual([patch.inserted.length, patch.removed.length], [2, 1]);
    assert.deepEqual(
      patch.changed.map(({ flags }: { flags: string[] }) => flags),
      [['FLAGGED']],
    );
    held.apply(patch);
    const fresh = await page({ first: 10 });
    assert.deepEqual(
      held.ids,
      fresh.nodes.map(({ id }: { id: string }) => id),
    );
    const again = (await run(PATCH, { state: held.state, first: 10 })).data.resultChanges;
    assert.deepEqual([again.inserted, again.removed, again.changed], [[], [], []]);
  });

  it('equals the list asked for anew after whatever happened', async () => {
    const { user, run, page } = setUp();
    const step = fc.oneof(
      fc.record({ do: fc.constant('deliver' as const), subject: fc.constantFrom('a', 'b', 'c') }),
      fc.record({
        do: fc.constantFrom('seen' as const, 'unseen' as const, 'destroy' as const, 'move' as const),
        at: fc.nat(30),
      }),
      fc.record({ do: fc.constant('patch' as const) }),
    );
    const how = fc.record({
      filter: fc.constantFrom(
        {},
        { unread: true },
        { flagged: false, text: 'bob' },
        { unread: true, text: 'a' },
      ),
      sort: fc.constantFrom(null, { by: 'SUBJECT', ascending: true }, { by: 'ARRIVAL', ascending: true }),
      first: fc.constantFrom(3, 8, 200),
    });
    await fc.assert(
      fc.asyncProperty(how, fc.array(step, { maxLength: 12 }), async ({ filter, sort, first }, sequence) => {
        await user.store.destroy(await user.store.find('INBOX', {}, 500));
        for (let n = 0; n < 6; n += 1) user.store.deliver(plainMail({ subject: 'abcabc'[n]! }));
        const held = new Holder(await page({ filter, sort, first }));
        const patch = async () => {
          const { data, errors } = await run(PATCH, { state: held.state, first });
          assert.equal(errors, undefined, JSON.stringify(errors));
          if (data.resultChanges.mustRefetch)
            Object.assign(held, new Holder(await page({ filter, sort, first })));
          else held.apply(data.resultChanges);
        };
        for (const each of sequence) {
          const there = await user.store.find('INBOX', {}, 100);
          const one = 'at' in each ? there[each.at % Math.max(1, there.length)] : undefined;
          if (each.do === 'deliver') user.store.deliver(plainMail({ subject: each.subject }));
          else if (each.do === 'patch') await patch();
          else if (one === undefined) continue;
          else if (each.do === 'destroy') await user.store.destroy([one]);
          else if (each.do === 'move') await user.store.filing?.move([one], 'Archive');
          else
            await user.store.flags?.set([one], {
              add: each.do === 'seen' ? ['SEEN'] : [],
              remove: each.do === 'seen' ? [] : ['SEEN'],
            });
        }
        await patch();
        const fresh = await page({ filter, sort, first });
        const ids = fresh.nodes.map(({ id }: { id: string }) => id);
        // Rows that were pushed down stay held, and rows that were pulled up are asked for by the next page.
        assert.deepEqual(held.ids.slice(0, ids.length), ids.slice(0, held.ids.length));
        if (first === 200) assert.deepEqual(held.ids, ids);
      }),
      { numRuns: 60 },
    );
  });

  it('is asked for anew where too much happened or the server can not tell', async () => {
    const { user, run, page, deliver } = setUp();
    deliver(2);
    const { state } = await page();
    deliver(300);
    assert.equal((await run(PATCH, { state, first: 50 })).data.resultChanges.mustRefetch, true);
    const { since } = user.store.changes!;
    Object.assign(user.store.changes!, {
      since: async (...args: Parameters<typeof since>) => ({ ...(await since(...args)), present: [[1, 9]] }),
    });
    const later = (await page()).state;
    assert.equal((await run(PATCH, { state: later, first: 50 })).data.resultChanges.mustRefetch, true);
  });

  it('is nobody else’s, and its state is no other text', async () => {
    const { graphql, service, run, page, deliver } = setUp();
    deliver(1);
    const { state } = await page({ filter: { text: 'Mail' }, sort: { by: 'DATE', ascending: false } });
    const mallory = service.user('mallory@demo.example').tokenWith(...SCOPES);
    const stolen = await graphql(mallory, PATCH, { state, first: 5 });
    assert.equal(stolen.errors?.[0]?.extensions?.code, 'NOT_FOUND');
    const headless = service.user('alice@demo.example').tokenWith('MAILBOX_READ');
    const refused = await graphql(headless, PATCH, { state, first: 5 });
    assert.equal(refused.errors?.[0]?.extensions?.code, 'SCOPE_MISSING');
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.json().map((json) => Buffer.from(json).toString('base64url')),
        ),
        async (text) => {
          const { errors } = await run(PATCH, { state: text, first: 5 });
          assert.equal(errors?.[0]?.extensions?.code, 'VALIDATION');
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('events after a pause', () => {
  type Told = { kind: string; messageIds: string[]; token: string };
  const streaming = async () => {
    const here = setUp();
    const url = await here.app.listen({ port: 0, host: '127.0.0.1' });
    const open = async (since: string | null, mailboxIds = [here.id]) => {
      const end = new AbortController();
      atEnd(() => end.abort());
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: {
          ...{ authorization: `Bearer ${here.token}`, accept: 'text/event-stream' },
          'content-type': 'application/json',
        },
        body: JSON.stringify({
          query:
            'subscription ($ids: [ID!], $since: String) { events(mailboxIds: $ids, since: $since) { kind messageIds token } }',
          variables: { ids: mailboxIds, since },
        }),
        signal: end.signal,
      });
      const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
      let text = '';
      const next = async (): Promise<Told> => {
        for (;;) {
          const match = /event: next\ndata: (.*)\n/.exec(text);
          if (match) {
            text = text.slice(match.index + match[0].length);
            const { data, errors } = JSON.parse(match[1]!);
            return data?.events ?? { kind: errors[0].extensions.code };
          }
          const { value, done } = await reader.read();
          if (done) return { kind: 'ENDED', messageIds: [], token: '' };
          text += value;
        }
      };
      return { next, end: () => end.abort() };
    };
    return { ...here, open };
  };

  it('tell what happened meanwhile, and then what happens', async () => {
    const { user, deliver, open } = await streaming();
    const ids = (...locators: string[]) => locators.map((each) => encodeId('message', user.account.id, each));
    const first = await open(null);
    // The stream is open when its first event comes, so one is made until it does.
    const timer = setInterval(() => deliver(1), 20);
    const { token } = await first.next();
    clearInterval(timer);
    first.end();
    const known = (await user.store.find('INBOX', {}, 100)).length;
    deliver(1);
    await user.store.flags?.set(['1'], { add: ['SEEN'], remove: [] });
    await user.store.destroy(['1']);
    const second = await open(token);
    const added = await second.next();
    assert.equal(added.kind, 'MESSAGES_ADDED');
    assert.ok(added.messageIds.includes(ids(String(known + 1))[0]!));
    const removed = await second.next();
    assert.deepEqual([removed.kind, removed.messageIds], ['MESSAGES_REMOVED', ids('1')]);
    deliver(1);
    assert.equal((await second.next()).kind, 'MESSAGES_ADDED');
    second.end();
    const third = await open(removed.token);
    assert.equal((await third.next()).kind, 'MESSAGES_ADDED');
  });

  it('say to ask again where a token does not tell', async () => {
    const { user, open } = await streaming();
    const sent = encodeId('mailbox', user.account.id, 'Sent');
    const of = (entries: unknown) => Buffer.from(JSON.stringify(entries)).toString('base64url');
    for (const token of [of([]), of([[sent, '9.9']]), of([[sent, null]])]) {
      const told = await (await open(token, [sent])).next();
      assert.deepEqual([told.kind, told.messageIds], ['MESSAGES_CHANGED', []]);
    }
    for (const token of ['nonsense', of({}), of([[1, 2]]), 'x'.repeat(30_000)])
      assert.equal((await (await open(token, [sent])).next()).kind, 'VALIDATION');
  });
});
