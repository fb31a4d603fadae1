// Actions over a mailbox in memory: what they are for, what they answer, and that they can be repeated and taken back.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { encodeId } from '../../../server/mail/id.ts';
import { SCOPES, type Scope } from '../../../server/session/caller.ts';
import { fakeApp } from '../../support/fake-app.ts';
import { plainMail } from '../../support/mail.ts';

const ANSWER = `done failed undoToken undoUntil problem { code path }
  results { id replacedBy copyId gone problem { code } }`;

function act(name: string, args = ''): string {
  return `mutation ($target: Target!, $options: BulkOptions! = {}) {
    ${name}(target: $target, options: $options ${args}) { ${ANSWER} } }`;
}

async function setUp(count: number) {
  const fake = fakeApp();
  const user = fake.service.user('alice@demo.example');
  const token = user.tokenWith(...SCOPES);
  for (let index = 0; index < count; index++) user.store.deliver(plainMail({ subject: `Mail ${index}` }));
  const as = async (secret: string, query: string, variables = {}) => {
    const answer = await fake.graphql(secret, query, variables);
    assert.equal(answer.errors, undefined);
    return Object.values(answer.data)[0] as {
      done: number;
      failed: number;
      undoToken: string | null;
      undoUntil: string | null;
      problem: { code: string; path: string[] } | null;
      results: { id: string; copyId: string | null; gone: boolean; problem: { code: string } | null }[];
    };
  };
  const run = (query: string, variables = {}) => as(token, query, variables);
  const undo = (undoToken: string | null, secret = token) =>
    as(secret, `mutation ($token: String!) { undo(token: $token) { ${ANSWER} } }`, { token: undoToken });
  const box = async (role: string) => {
    const { data } = await fake.graphql(
      token,
      `{ viewer { accounts { labels { id name keyword color } mailbox(role: ${role}) { id total
         messages(first: 200) { nodes { id flags keywords labels { name color } subject } } } } } }`,
    );
    const [{ labels, mailbox }] = data.viewer.accounts;
    return { ...mailbox, labels, ids: (mailbox?.messages.nodes ?? []).map(({ id }: { id: string }) => id) };
  };
  const limited = (...scopes: Scope[]) => user.tokenWith(...scopes);
  return { ...fake, user, as, run, undo, box, limited };
}

describe('a target', () => {
  it('is all of a mailbox, or what a filter matches there', async () => {
    const { run, box } = await setUp(5);
    const { id, ids } = await box('INBOX');
    await run(act('setFlags', 'add: [SEEN]'), { target: { messageIds: ids.slice(0, 2) } });
    const rest = await run(act('setFlags', 'add: [FLAGGED]'), {
      target: { mailboxId: id, filter: { unread: true } },
    });
    assert.deepEqual([rest.done, rest.failed, rest.results], [3, 0, []]);
    const all = await run(act('setFlags', 'add: [SEEN]'), { target: { mailboxId: id } });
    assert.equal(all.done, 5);
    const { messages } = await box('INBOX');
    assert.deepEqual(
      messages.nodes.map(({ flags }: { flags: string[] }) => flags),
      [['SEEN'], ['SEEN'], ...Array(3).fill(['SEEN', 'FLAGGED'])],
    );
  });

  it('is ids or a mailbox, and not both or neither', async () => {
    const { run, box } = await setUp(1);
    const { id, ids } = await box('INBOX');
    for (const target of [
      {},
      { messageIds: ids, mailboxId: id },
      { messageIds: ids, filter: { unread: true } },
      { filter: { unread: true } },
    ]) {
      const { problem, done } = await run(act('archive'), { target });
      assert.deepEqual([problem?.code, done], ['VALIDATION', 0]);
    }
    assert.equal((await box('INBOX')).total, 1);
  });

  it('that matches more than maxAffected changes nothing', async () => {
    const { run, box } = await setUp(4);
    const { id } = await box('INBOX');
    const variables = { target: { mailboxId: id }, options: { maxAffected: 3 } };
    const { problem, done } = await run(act('trash'), variables);
    assert.deepEqual([problem?.code, problem?.path, done], ['TOO_LARGE', ['options', 'maxAffected'], 0]);
    assert.equal((await box('INBOX')).total, 4);
  });

  it('is only counted by a dry run', async () => {
    const { run, box, user } = await setUp(3);
    const { id, ids } = await box('INBOX');
    const options = { dryRun: true };
    assert.equal((await run(act('destroy'), { target: { mailboxId: id }, options })).done, 3);
    await user.store.destroy([(await user.store.find('INBOX', {}, 1))[0]!]);
    const some = await run(act('trash'), { target: { messageIds: [...ids, 'nonsense'] }, options });
    assert.deepEqual(
      some.results.map(({ problem }) => problem?.code ?? null),
      ['GONE', null, null, 'NOT_FOUND'],
    );
    assert.deepEqual([some.done, some.failed, some.undoToken], [2, 2, null]);
    assert.equal((await box('INBOX')).total, 2);
  });

  it('of thousands is answered with counts and with what failed', async () => {
    const { run, box } = await setUp(1);
    const { ids } = await box('INBOX');
    const many = Array.from({ length: 600 }, (_, index) => `none-${index}`);
    const { done, failed, results } = await run(act('setFlags', 'add: [SEEN]'), {
      target: { messageIds: [...ids, ...many] },
    });
    assert.deepEqual([done, failed, results], [1, 600, []]);
  });

  it('with a filter needs the scope to read headers', async () => {
    const { box, graphql, limited } = await setUp(1);
    const { id } = await box('INBOX');
    const answer = await graphql(limited('STATE_WRITE'), act('setFlags', 'add: [SEEN]'), {
      target: { mailboxId: id, filter: { text: 'secret' } },
      options: { dryRun: true },
    });
    assert.equal(answer.errors?.[0]?.extensions?.code, 'SCOPE_MISSING');
  });
});

describe('an idempotencyKey', () => {
  it('answers the same call again without doing it again', async () => {
    const { run, box } = await setUp(1);
    const [{ ids }, { id: to }] = [await box('INBOX'), await box('ARCHIVE')];
    const variables = { target: { messageIds: ids }, options: { idempotencyKey: 'copy-1' } };
    const copy = act('copyMessages', `to: "${to}"`);
    const [first, meanwhile] = await Promise.all([run(copy, variables), run(copy, variables)]);
    assert.deepEqual(meanwhile, first);
    assert.deepEqual(await run(copy, variables), first);
    assert.equal((await box('ARCHIVE')).total, 1);
  });

  it('that stood for something else is a CONFLICT', async () => {
    const { run, box } = await setUp(2);
    const { ids } = await box('INBOX');
    const options = { idempotencyKey: 'one' };
    await run(act('setFlags', 'add: [SEEN]'), { target: { messageIds: [ids[0]] }, options });
    for (const [query, messageIds] of [
      [act('setFlags', 'add: [SEEN]'), [ids[1]]],
      [act('setFlags', 'add: [FLAGGED]'), [ids[0]]],
      [act('trash'), [ids[0]]],
    ] as const) {
      const { problem } = await run(query, { target: { messageIds }, options });
      assert.deepEqual([problem?.code, problem?.path], ['CONFLICT', ['options', 'idempotencyKey']]);
    }
    assert.equal((await box('INBOX')).total, 2);
  });

  it('of a call that failed as a whole is free again, and keys of others mean nothing', async () => {
    const { run, as, box, service } = await setUp(1);
    const { id, ids } = await box('INBOX');
    const options = { idempotencyKey: 'again', maxAffected: 1 };
    const target = { mailboxId: id, filter: { text: 'mail' } };
    const archive = act('archive');
    const bob = service.user('bob@demo.example').tokenWith(...SCOPES);
    const theirs = await as(bob, archive, { target, options });
    assert.equal(theirs.problem?.code, 'NOT_FOUND');
    assert.equal((await run(archive, { target, options })).done, 1);
    const other = { target: { messageIds: ids }, options };
    assert.notEqual((await as(bob, archive, other)).problem?.code, 'CONFLICT');
  });
});

describe('undo', () => {
  const state = (nodes: { flags: string[]; keywords: string[] }[]) =>
    nodes.map(({ flags, keywords }) => [flags, keywords]);

  it('gives every message the flags it had', async () => {
    const { run, undo, box } = await setUp(3);
    const { ids } = await box('INBOX');
    await run(act('setFlags', 'add: [SEEN, FLAGGED]'), { target: { messageIds: [ids[0]] } });
    const before = state((await box('INBOX')).messages.nodes);
    const { undoToken, undoUntil } = await run(act('setFlags', 'add: [SEEN] remove: [FLAGGED]'), {
      target: { messageIds: ids },
    });
    assert.ok(Date.parse(undoUntil ?? '') > Date.now());
    const { done, results } = await undo(undoToken);
    assert.equal(done, 3);
    assert.deepEqual(results.map(({ id }) => id).sort(), ids.toSorted());
    assert.deepEqual(state((await box('INBOX')).messages.nodes), before);
  });

  it('leaves alone what the action did not change', async () => {
    const { run, undo, box } = await setUp(2);
    const { ids } = await box('INBOX');
    await run(act('setFlags', 'add: [SEEN]'), { target: { messageIds: [ids[0]] } });
    const target = { messageIds: ids };
    const { undoToken } = await run(act('setFlags', 'add: [SEEN]'), { target });
    assert.equal((await undo(undoToken)).done, 1);
    const { undoToken: nothing } = await run(act('setFlags', 'add: [SEEN]'), {
      target: { messageIds: [ids[0]] },
    });
    assert.equal(nothing, null);
  });

  it('moves messages back to where each came from', async () => {
    const { run, undo, box } = await setUp(2);
    const [inbox, archive] = [await box('INBOX'), await box('ARCHIVE')];
    const move = act('moveMessages', `to: "${archive.id}"`);
    await run(move, { target: { messageIds: [inbox.ids[0]] } });
    const { undoToken, done } = await run(act('trash'), { target: { messageIds: inbox.ids } });
    assert.equal(done, 2);
    const back = await undo(undoToken);
    assert.deepEqual([back.done, back.failed], [2, 0]);
    assert.deepEqual((await box('INBOX')).ids, [inbox.ids[1]]);
    assert.deepEqual((await box('ARCHIVE')).ids, [inbox.ids[0]]);
  });

  it('takes copies away and leaves the message', async () => {
    const { run, undo, box } = await setUp(1);
    const [inbox, archive] = [await box('INBOX'), await box('ARCHIVE')];
    const { results, undoToken } = await run(act('copyMessages', `to: "${archive.id}"`), {
      target: { messageIds: inbox.ids },
    });
    assert.deepEqual((await box('ARCHIVE')).ids, [results[0]!.copyId]);
    assert.deepEqual((await undo(undoToken)).results, [
      { id: inbox.ids[0], replacedBy: null, copyId: null, gone: false, problem: null },
    ]);
    assert.equal((await box('ARCHIVE')).total, 0);
    assert.deepEqual((await box('INBOX')).ids, inbox.ids);
  });

  it('takes junk out of Junk and its mark off', async () => {
    const { run, undo, box } = await setUp(2);
    const { ids } = await box('INBOX');
    const target = { messageIds: ids };
    const { undoToken } = await run(act('markJunk', 'junk: true'), { target });
    assert.deepEqual((await box('INBOX')).total, 0);
    assert.equal((await undo(undoToken)).done, 2);
    assert.deepEqual(state((await box('INBOX')).messages.nodes), [
      [[], []],
      [[], []],
    ]);
    await run(act('markJunk', 'junk: true'), { target });
    const wanted = await run(act('markJunk', 'junk: false'), { target });
    assert.equal(wanted.done, 2);
    assert.deepEqual(state((await box('INBOX')).messages.nodes), [
      [[], ['$NotJunk']],
      [[], ['$NotJunk']],
    ]);
  });

  it('works once, for the one who did it, and for nobody who could not have done it', async () => {
    const { run, undo, box, service, graphql, limited } = await setUp(1);
    const { ids } = await box('INBOX');
    const { undoToken } = await run(act('trash'), { target: { messageIds: ids } });
    const bob = service.user('bob@demo.example').tokenWith(...SCOPES);
    assert.equal((await undo(undoToken, bob)).problem?.code, 'NOT_FOUND');
    const query = 'mutation ($token: String!) { undo(token: $token) { done } }';
    const poor = await graphql(limited('STATE_WRITE', 'FILE_WRITE'), query, { token: undoToken });
    assert.equal(poor.errors?.[0]?.extensions?.code, 'SCOPE_MISSING');
    assert.equal((await undo(undoToken)).done, 1);
    assert.equal((await undo(undoToken)).problem?.code, 'NOT_FOUND');
    assert.equal((await undo('nonsense')).problem?.code, 'NOT_FOUND');
  });

  it('is offered each time by an operation that is asked often', async () => {
    const { run, box } = await setUp(1);
    const { ids } = await box('INBOX');
    const query = `fragment Filed on BulkPayload { ...Token } fragment Token on BulkPayload { undoToken }
      mutation ($ids: [ID!]!, $add: [SystemFlag!]!, $remove: [SystemFlag!]!) {
        setFlags(target: { messageIds: $ids }, add: $add, remove: $remove) { ...Filed } }`;
    for (let time = 0; time < 12; time++) {
      const [add, remove] = time % 2 === 0 ? [['SEEN'], []] : [[], ['SEEN']];
      assert.ok((await run(query, { ids, add, remove })).undoToken, `the ${time + 1}th time`);
    }
  });

  it('is not offered for what was deleted for good', async () => {
    const { run, box } = await setUp(1);
    const { ids } = await box('INBOX');
    await run(act('trash'), { target: { messageIds: ids } });
    const again = await run(act('trash'), { target: { messageIds: ids } });
    assert.deepEqual([again.results[0]!.gone, again.undoToken], [true, null]);
  });

  it('can be tried again when the mail server was away', async () => {
    const { run, undo, box, user } = await setUp(1);
    const { ids } = await box('INBOX');
    const { undoToken } = await run(act('archive'), { target: { messageIds: ids } });
    const { filing } = user.store;
    Object.assign(user.store, {
      filing: {
        ...filing,
        move: async () => {
          const { MailError } = await import('../../../server/mail/errors.ts');
          throw new MailError('UPSTREAM_OFFLINE');
        },
      },
    });
    assert.equal((await undo(undoToken)).problem?.code, 'UPSTREAM_OFFLINE');
    Object.assign(user.store, { filing });
    assert.equal((await undo(undoToken)).done, 1);
    assert.equal((await box('INBOX')).total, 1);
  });
});

describe('labels', () => {
  it('have the names and colours that mail programs know, and others are shown as they are', async () => {
    const { run, box, graphql, user } = await setUp(1);
    const { labels, ids } = await box('INBOX');
    assert.deepEqual(
      labels.map(({ name }: { name: string }) => name),
      ['Important', 'Work', 'Personal', 'To Do', 'Later'],
    );
    const ask = async (keyword: string) => {
      const { data } = await graphql(
        user.tokenWith('ACCOUNT_READ'),
        'query ($keyword: String!) { viewer { accounts { label(keyword: $keyword) { id name color } } } }',
        { keyword },
      );
      return data.viewer.accounts[0].label;
    };
    for (const none of ['', 'two words', '$NotJunk', 'Junk', '\\Seen', 'gr\u00fcn', 'x'.repeat(101)])
      assert.equal(await ask(none), null, none);
    const travel = await ask('Travel');
    await run(act('setLabels', `add: ["${labels[0].id}", "${travel.id}"]`), { target: { messageIds: ids } });
    await user.store.flags?.set(await user.store.find('INBOX', {}, 1), {
      ...{ add: [], remove: [], addKeywords: ['$MDNSent'] },
    });
    const [node] = (await box('INBOX')).messages.nodes;
    assert.deepEqual(node.labels, [
      { name: 'Important', color: '#FF0000' },
      { name: 'Travel', color: null },
    ]);
    assert.deepEqual(node.keywords, ['$label1', 'Travel', '$MDNSent']);
    const { undoToken } = await run(act('setLabels', `remove: ["${travel.id}"]`), {
      target: { messageIds: ids },
    });
    assert.ok(undoToken);
    assert.deepEqual((await box('INBOX')).messages.nodes[0].keywords, ['$label1', '$MDNSent']);
  });

  it('are a few at a time', async () => {
    const { run, box, user } = await setUp(1);
    const { ids } = await box('INBOX');
    const many = Array.from({ length: 51 }, (_, n) => encodeId('label', user.account.id, `word${n}`));
    const { results } = await run(act('setLabels', `add: ${JSON.stringify(many)}`), {
      target: { messageIds: ids },
    });
    assert.equal(results[0]!.problem?.code, 'VALIDATION');
    assert.deepEqual((await box('INBOX')).messages.nodes[0].keywords, []);
  });

  it('of another account are not found', async () => {
    const { run, box, service, graphql } = await setUp(1);
    const { ids } = await box('INBOX');
    const { data } = await graphql(
      service.user('bob@demo.example').tokenWith('ACCOUNT_READ'),
      '{ viewer { accounts { labels { id } } } }',
    );
    const { id } = data.viewer.accounts[0].labels[0];
    const { results } = await run(act('setLabels', `add: ["${id}"]`), { target: { messageIds: ids } });
    assert.deepEqual(results[0]!.problem, { code: 'NOT_FOUND' });
    assert.deepEqual((await box('INBOX')).messages.nodes[0].keywords, []);
  });
});

describe('scopes of actions', () => {
  it('ask for DELETE to put something into Trash, as a copy too', async () => {
    const { box, graphql, limited } = await setUp(1);
    const [{ ids }, { id: to }] = [await box('INBOX'), await box('TRASH')];
    for (const name of ['moveMessages', 'copyMessages']) {
      const { data } = await graphql(limited('FILE_WRITE'), act(name, `to: "${to}"`), {
        target: { messageIds: ids },
      });
      assert.deepEqual(data[name].results[0].problem, { code: 'SCOPE_MISSING' }, name);
    }
    assert.deepEqual([(await box('INBOX')).total, (await box('TRASH')).total], [1, 0]);
  });

  it('ask for DELETE to call something junk', async () => {
    const { box, graphql, limited } = await setUp(1);
    const { ids } = await box('INBOX');
    const answer = await graphql(limited('FILE_WRITE'), act('markJunk', 'junk: true'), {
      target: { messageIds: ids },
    });
    assert.equal(answer.errors?.[0]?.extensions?.code, 'SCOPE_MISSING');
  });
});
