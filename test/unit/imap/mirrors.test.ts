// What is known of mailboxes shares the memory for mail: it counts there, and gives way.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createCache } from '../../../server/imap/message/cache.ts';
import { Mirrors } from '../../../server/imap/mirror/mirrors.ts';

const uids = Uint32Array.from({ length: 10_000 }, (_, at) => at + 1);

describe('The mirrors of an account', () => {
  it('count with what they hold, and no more once they are dropped', () => {
    const cache = createCache(10_000_000);
    const mirrors = new Mirrors(cache.of('a'));
    mirrors.of('INBOX').learn(uids);
    assert.equal(mirrors.of('INBOX').columns?.size, uids.length);
    assert.ok(cache.stats().bytes > uids.length * 17);
    mirrors.drop();
    assert.equal(cache.stats().bytes, 0);
  });

  it('give way when there is no room, the one used longest ago first, and are learned anew', () => {
    const mirrors = new Mirrors(createCache(1_000_000).of('a'));
    for (let at = 0; at < 10; at++) {
      mirrors.of(`${at}`).learn(uids);
      mirrors.of(`${at}`);
    }
    assert.equal(mirrors.peek('0'), undefined);
    assert.equal(mirrors.of('0').columns, null);
    assert.notEqual(mirrors.peek('9')?.columns, null);
  });

  it('stay while they are followed', () => {
    const mirrors = new Mirrors(createCache(1_000_000).of('a'));
    const inbox = mirrors.of('INBOX');
    inbox.follower = { lose() {} };
    inbox.learn(uids);
    for (let at = 0; at < 10; at++) {
      mirrors.of(`${at}`).learn(uids);
      mirrors.of(`${at}`);
    }
    assert.equal(mirrors.of('INBOX'), inbox);
  });
});
