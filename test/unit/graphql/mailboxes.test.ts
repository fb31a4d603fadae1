// Mailboxes through the graph: whose they are, what may be done with them, and what a long list costs.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { encodeId } from '../../../server/mail/id.ts';
import { FULL_RIGHTS, type Mailbox } from '../../../server/mail/mailbox.ts';
import { SCOPES } from '../../../server/session/caller.ts';
import { fakeApp } from '../../support/fake-app.ts';
import { plainMail } from '../../support/mail.ts';

const UPDATE =
  'mutation ($input: UpdateMailboxInput!) { updateMailbox(input: $input) { mailbox { id path subscribed } problem { code path } } }';

async function setUp() {
  const fake = fakeApp();
  const user = fake.service.user('alice@demo.example');
  const token = user.tokenWith(...SCOPES);
  const run = async (query: string, variables = {}) => {
    const { data, errors } = await fake.graphql(token, query, variables);
    return { data, code: errors?.[0]?.extensions?.code };
  };
  const { data } = await run('{ viewer { accounts { id } } }');
  const accountId: string = data.viewer.accounts[0].id;
  const create = async (name: string, parentId?: string): Promise<string> => {
    const input = { accountId, name, ...(parentId === undefined ? {} : { parentId }) };
    const made = await run(
      'mutation ($input: CreateMailboxInput!) { createMailbox(input: $input) { mailbox { id } } }',
      { input },
    );
    return made.data.createMailbox.mailbox.id;
  };
  return { ...fake, user, run, create, accountId };
}

function others(count: number): Mailbox[] {
  return Array.from({ length: count }, (_, index) => ({
    ...{ locator: `Shared/bob/${index}`, path: ['Shared', 'bob', `${index}`], role: null },
    ...{ namespace: 'OTHER_USERS' as const, owner: 'bob', origin: 'SERVER' as const },
    ...{ subscribed: false, selectable: true, total: 0, unread: 0 },
  }));
}

describe('a mailbox in the graph', () => {
  it('is renamed, moved and hidden in one call, and what is left out stays', async () => {
    const { run, create } = await setUp();
    const [shelf, box] = [await create('Shelf'), await create('Box')];
    const update = async (input: Record<string, unknown>) =>
      (await run(UPDATE, { input })).data.updateMailbox;
    const put = await update({ id: box, parentId: shelf, name: 'Case', subscribed: false });
    assert.deepEqual([put.mailbox.path, put.mailbox.subscribed], [['Shelf', 'Case'], false]);
    const shown = await update({ id: put.mailbox.id, subscribed: true });
    assert.deepEqual([shown.mailbox.path, shown.mailbox.subscribed], [['Shelf', 'Case'], true]);
    const back = await update({ id: put.mailbox.id, parentId: null });
    assert.deepEqual(back.mailbox.path, ['Case']);
    assert.equal((await update({ id: back.mailbox.id, name: ' ' })).problem.code, 'VALIDATION');
    assert.equal((await update({ id: back.mailbox.id, name: 'Shelf' })).problem.code, 'CONFLICT');
    const elsewhere = encodeId('mailbox', 'another', 'Shelf');
    assert.equal((await update({ id: back.mailbox.id, parentId: elsewhere })).problem.code, 'NOT_FOUND');
  });

  it('is emptied into Trash, and Trash for good', async () => {
    const { run, user } = await setUp();
    for (const subject of ['One', 'Two']) user.store.deliver(plainMail({ subject }));
    const empty = async (role: string) => {
      const { data } = await run(`{ viewer { accounts { mailbox(role: ${role}) { id } } } }`);
      const { id } = data.viewer.accounts[0].mailbox;
      const answer = await run(
        'mutation ($id: ID!) { emptyMailbox(id: $id) { mailbox { total } done hasMore problem { code } } }',
        { id },
      );
      return answer.data.emptyMailbox;
    };
    const nothing = { mailbox: { total: 0 }, hasMore: false, problem: null };
    assert.deepEqual(await empty('INBOX'), { ...nothing, done: 2 });
    assert.deepEqual(await empty('TRASH'), { ...nothing, done: 2 });
    assert.deepEqual(await empty('TRASH'), { ...nothing, done: 0 });
  });

  it('is found by its id although the mailboxes of others were not listed yet', async () => {
    const { run, user, accountId } = await setUp();
    const { mailboxes } = user.store;
    user.store.mailboxes = async (signal, reach) => [
      ...(await mailboxes(signal)),
      ...(reach === 'ALL' ? others(1) : []),
    ];
    const account = (await run('{ viewer { accounts { id } } }')).data.viewer.accounts[0];
    assert.equal(account.id, accountId);
    const list = async (argument: string) =>
      (await run(`{ viewer { accounts { mailboxes${argument} { id namespace owner } } } }`)).data.viewer
        .accounts[0].mailboxes;
    assert.ok((await list('')).every(({ namespace }: Mailbox) => namespace === 'PERSONAL'));
    assert.deepEqual(await list('(namespaces: [SHARED])'), []);
    const [shared] = await list('(namespaces: [OTHER_USERS])');
    assert.equal(shared.owner, 'bob');
    const { data } = await run('query ($id: ID!) { node(id: $id) { ... on Mailbox { name } } }', {
      id: shared.id,
    });
    assert.deepEqual(data.node, { name: '0' });
  });

  it('says what may be done with it, asked for all together, and nothing where that is not known', async () => {
    const { run, user } = await setUp();
    const asked: number[] = [];
    const folders = user.store.folders!;
    folders.rights = async (locators) => {
      asked.push(locators.length);
      return locators.map((locator) => (locator === 'Trash' ? null : { ...FULL_RIGHTS, remove: false }));
    };
    const query = '{ viewer { accounts { mailboxes { name rights { read remove } } } } }';
    const { mailboxes } = (await run(query)).data.viewer.accounts[0];
    const of = (name: string) => mailboxes.find((each: { name: string }) => each.name === name).rights;
    assert.deepEqual([of('INBOX'), of('Trash')], [{ read: true, remove: false }, null]);
    assert.deepEqual(asked, [mailboxes.length]);
    folders.rights = () => Promise.reject(new Error('no connection'));
    const again = await run(query);
    assert.equal(again.code, undefined);
    assert.equal(again.data.viewer.accounts[0].mailboxes[0].rights, null);
  });

  it('is one of ten thousand that can be listed, but not over and over in one operation', async () => {
    const { run, user } = await setUp();
    user.store.mailboxes = async () => others(10_000);
    const once = await run('{ viewer { accounts { mailboxes { id name } } } }');
    assert.equal(once.data.viewer.accounts[0].mailboxes.length, 10_000);
    const often = await run(
      `{ viewer { accounts { ${[1, 2, 3, 4, 5].map((at) => `m${at}: mailboxes { id }`).join(' ')} } } }`,
    );
    assert.equal(often.code, 'TOO_LARGE');
  });
});
