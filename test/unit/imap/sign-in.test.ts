// What a sign-in says, and what it leaves for later, by scripted servers.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { imapAccount, imapStore } from '../../support/imap.ts';
import { type Script, type ScriptedImap, scriptedImap } from '../../support/imap-script.ts';
import { fails } from '../../support/promises.ts';

const ALL = 'UIDPLUS MOVE ESEARCH IDLE ID NAMESPACE ENABLE CONDSTORE QRESYNC LIST-STATUS';

const open = async (script: Script): Promise<{ imap: ScriptedImap; store: ReturnType<typeof imapStore> }> => {
  const imap = await scriptedImap(script);
  return { imap, store: imapStore(imapAccount(imap.server)) };
};

describe('A sign-in', { timeout: 20_000 }, () => {
  it('asks for nothing that the first list does not need', async () => {
    const { imap, store } = await open({
      capabilities: ALL,
      greeting: `* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN ${ALL}] ready`,
    });
    await store.connect();
    assert.deepEqual(imap.lines, ['AUTHENTICATE PLAIN', 'ENABLE CONDSTORE QRESYNC']);
  });

  it('learns the namespaces for the list of mailboxes, once for all connections', async () => {
    const { imap, store } = await open({
      capabilities: ALL,
      answers: { NAMESPACE: ['* NAMESPACE (("INBOX." ".")) NIL NIL', 'TAG OK'] },
    });
    await store.mailboxes();
    await store.mailboxes();
    assert.equal(imap.lines.filter((line) => line === 'NAMESPACE').length, 1);
  });

  it('gives the password with the command where the server takes it there', async () => {
    const { imap, store } = await open({ capabilities: `SASL-IR ${ALL}` });
    await store.connect();
    const [, said = ''] = /^AUTHENTICATE PLAIN (\S+)$/.exec(imap.lines[1] ?? '') ?? [];
    assert.equal(Buffer.from(said, 'base64').toString(), '\0alice@demo.example\0correct horse');
  });

  it('is refused in the same words either way', async () => {
    for (const capabilities of ['', 'SASL-IR']) {
      const wrong = { capabilities, answers: { AUTH: ['TAG NO [AUTHENTICATIONFAILED] Wrong.'] } };
      assert.match(
        (await fails((await open(wrong)).store.connect(), 'UPSTREAM_AUTH')).serverText ?? '',
        /Wrong/,
      );
      const full = { capabilities, answers: { AUTH: ['TAG NO [LIMIT] Full.'] } };
      assert.match(
        (await fails((await open(full)).store.connect(), 'UPSTREAM_LIMIT')).serverText ?? '',
        /Full/,
      );
    }
  });

  it('says who we are only to servers that want to know', async () => {
    const { imap, store } = await open({
      capabilities: ALL,
      greeting: '* OK Coremail System IMap Server Ready',
    });
    await store.connect();
    assert.ok(imap.lines.some((line) => line.startsWith('ID (')));
  });

  it('is checked at once where Exchange tells only afterwards that it was none', async () => {
    const { store } = await open({
      capabilities: ALL,
      greeting: '* OK The Microsoft Exchange IMAP4 service is ready.',
      answers: { NAMESPACE: ['TAG BAD User is authenticated but not connected.'] },
    });
    await fails(store.connect(), 'UPSTREAM_AUTH');
  });
});
