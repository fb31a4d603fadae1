// What is kept in memory for a while: for its owner only, and never too much of it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Context } from '../../../server/graphql/context.ts';
import { Shelf } from '../../../server/graphql/shelf.ts';
import { Undos } from '../../../server/graphql/undo.ts';
import type { MailError } from '../../../server/mail/errors.ts';

const shelf = (options = {}) => new Shelf<string>({ ttlMs: 60_000, most: 100, mostOfOne: 30, ...options });

describe('A shelf', () => {
  it('gives things to their owner only, and takes them off once', () => {
    const kept = shelf();
    kept.put('ann', 'key', 'value', 1);
    assert.equal(kept.get('bob', 'key'), null);
    assert.equal(kept.take('bob', 'key'), null);
    assert.equal(kept.get('ann', 'key'), 'value');
    assert.equal(kept.take('ann', 'key')?.value, 'value');
    assert.equal(kept.take('ann', 'key'), null);
  });

  it('drops the oldest of one owner for his newest, and nothing of others', () => {
    const kept = shelf();
    kept.put('bob', 'b', 'his', 30);
    for (const key of ['1', '2', '3', '4']) kept.put('ann', key, key, 10);
    assert.deepEqual(
      ['1', '2', '3', '4'].map((key) => kept.get('ann', key)),
      [null, '2', '3', '4'],
    );
    assert.equal(kept.put('ann', 'large', 'x', 31), false);
    assert.equal(kept.get('ann', '2'), '2');
    assert.equal(kept.get('bob', 'b'), 'his');
    kept.put('ann', '2', 'again', 10);
    assert.deepEqual([kept.get('ann', '2'), kept.get('ann', '3')], ['again', '3']);
  });

  it('is bounded for all together', () => {
    const kept = shelf();
    for (let owner = 0; owner < 50; owner++) kept.put(`owner ${owner}`, `key ${owner}`, 'x', 10);
    const left = Array.from({ length: 50 }, (_, owner) => kept.get(`owner ${owner}`, `key ${owner}`));
    assert.equal(left.filter((value) => value !== null).length, 10);
  });
});

describe('An undo token', () => {
  it('is not made where so many long names would have to be kept', () => {
    const undos = new Undos();
    const context = { caller: { vaultId: 'vault', accounts: [] } } as unknown as Context;
    const undoing = (name: string) => {
      const messages = Array.from({ length: 20_000 }, () => ({ was: name, now: name }));
      return { accountId: 'one', steps: [{ kind: 'MOVE' as const, to: 'INBOX', messages }] };
    };
    assert.equal(undos.keep(context, [], [undoing('7.1.'.padEnd(900, 'x'))]), null);
    assert.ok(undos.keep(context, [], [undoing('7.1.INBOX')]));
  });

  it('is nothing to a token of the same person that does not reach the account', () => {
    const undos = new Undos();
    const context = (...accounts: string[]): Context =>
      ({
        caller: { vaultId: 'vault', accounts: accounts.map((id) => ({ id })), scopes: new Set() },
      }) as unknown as Context;
    const steps = [{ kind: 'MOVE', to: 'INBOX', messages: [{ was: '1', now: '2' }] }] as const;
    const undoing = {
      accountId: 'one',
      steps: steps.map((step) => ({ ...step, messages: [...step.messages] })),
    };
    const token = undos.keep(context('one', 'two'), [], [undoing])?.token ?? '';
    assert.throws(
      () => undos.take(context('two'), token),
      (error: MailError) => error.code === 'NOT_FOUND',
    );
    assert.equal(undos.take(context('one'), token).undoings.length, 1);
  });
});
