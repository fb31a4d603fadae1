// Columns and mirrors against the simplest thing that does the same: a list of rows.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { byArrival, ofUids, slice } from '../../../server/imap/list/listing.ts';
import { encodeCursor } from '../../../server/imap/locator.ts';
import { Columns } from '../../../server/imap/mirror/columns.ts';
import { Mirror } from '../../../server/imap/mirror/mirror.ts';
import type { Sort } from '../../../server/mail/message.ts';

const uid = fc.integer({ min: 1, max: 60 });
const names = fc.subarray(['\\Seen', '\\Flagged', '$label1', '\\Recent']);
const step = fc.oneof(
  fc.record({ do: fc.constant('add' as const), uid }),
  fc.record({ do: fc.constant('mark' as const), uid, names, modseq: fc.nat(20) }),
  fc.record({ do: fc.constant('remove' as const), uid, last: uid }),
  fc.record({ do: fc.constant('removeAt' as const), at: fc.nat(70) }),
  fc.record({ do: fc.constant('replace' as const), uids: fc.uniqueArray(uid) }),
  fc.record({ do: fc.constant('unseen' as const), uids: fc.uniqueArray(uid) }),
);

interface Plain {
  flags: string[] | null;
  modseq: number;
  seen: boolean | null;
}

describe('Columns', () => {
  it('hold what a list of rows would', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const columns = new Columns();
        let plain = new Map<number, Plain>();
        const fresh = (): Plain => ({ flags: null, modseq: 0, seen: null });
        const uids = (): number[] => [...plain.keys()].sort((a, b) => a - b);
        for (const each of steps) {
          if (each.do === 'add') {
            columns.add(each.uid);
            if (!plain.has(each.uid)) plain.set(each.uid, fresh());
          } else if (each.do === 'mark') {
            columns.mark(each.uid, new Set(each.names), each.modseq);
            const row = plain.get(each.uid);
            if (row && !(each.modseq > 0 && each.modseq < row.modseq)) {
              row.flags = each.names.filter((name) => name !== '\\Recent').sort();
              row.seen = each.names.includes('\\Seen');
              row.modseq = Math.max(row.modseq, each.modseq);
            }
          } else if (each.do === 'remove') {
            const [first, last] = [Math.min(each.uid, each.last), Math.max(each.uid, each.last)];
            const gone = uids().filter((one) => one >= first && one <= last);
            assert.deepEqual(columns.removeRanges([[first, last]]), gone);
            for (const one of gone) plain.delete(one);
          } else if (each.do === 'removeAt') {
            const gone = uids()[each.at] ?? 0;
            assert.equal(columns.removeAt(each.at), gone);
            plain.delete(gone);
          } else if (each.do === 'replace') {
            const sorted = each.uids.toSorted((a, b) => a - b);
            const { added, removed } = columns.replace(sorted);
            assert.deepEqual(
              added,
              sorted.filter((one) => !plain.has(one)),
            );
            assert.deepEqual(
              removed,
              uids().filter((one) => !sorted.includes(one)),
            );
            plain = new Map(sorted.map((one) => [one, plain.get(one) ?? fresh()]));
          } else {
            columns.learnUnseen(each.uids);
            for (const [one, row] of plain) row.seen = !each.uids.includes(one);
          }
          assert.deepEqual(columns.uids(), uids());
          for (const [position, one] of uids().entries()) {
            const row = plain.get(one)!;
            const flags = columns.flagsAt(position);
            assert.deepEqual(flags === null ? null : [...flags].sort(), row.flags);
            assert.equal(columns.positionOf(one), position);
          }
          const unread = [...plain.values()].some(({ seen }) => seen === null)
            ? null
            : [...plain.values()].filter(({ seen }) => seen === false).length;
          assert.equal(columns.countUnseen(), unread);
          assert.equal(columns.unseen()?.length ?? null, unread);
        }
      }),
    );
  });

  it('take at most 40 bytes a message', () => {
    const columns = new Columns();
    columns.replace(Uint32Array.from({ length: 100_000 }, (_, n) => n + 1));
    for (let n = 1; n <= 1_000; n++) columns.add(100_000 + n);
    assert.ok(columns.bytes / columns.size <= 40, `${columns.bytes / columns.size}`);
  });
});

describe('A list', () => {
  const sorts: Sort[] = [
    { by: 'ARRIVAL', ascending: false },
    { by: 'ARRIVAL', ascending: true },
    { by: 'SIZE', ascending: false },
    { by: 'SIZE', ascending: true },
  ];

  it('is the same from its columns as from its UIDs, whatever is asked of it', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(uid, { minLength: 1 }),
        fc.integer({ min: 1, max: 9 }),
        uid,
        (found, limit, at) => {
          const uids = found.toSorted((a, b) => a - b);
          const columns = new Columns();
          columns.replace(uids);
          for (const ascending of [true, false]) {
            const sort: Sort = { by: 'ARRIVAL', ascending };
            const cursor = encodeCursor({ uidValidity: 9n, uid: at, at: 0, sort });
            for (const window of [
              { limit },
              { limit, after: cursor },
              { limit, before: cursor },
              { limit, offset: at },
            ])
              assert.deepEqual(
                slice(byArrival(columns, ascending), window, 9n),
                slice(ofUids(uids, sort), window, 9n),
              );
          }
        },
      ),
    );
  });

  it('is read to its end and back without repeating or skipping, while rows go', () => {
    fc.assert(
      fc.property(fc.uniqueArray(uid, { minLength: 1 }), fc.integer({ min: 1, max: 9 }), (uids, limit) => {
        for (const sort of sorts) {
          const all = sort.by === 'ARRIVAL' ? uids.toSorted((a, b) => a - b) : uids;
          const expected = sort.ascending ? all : all.toReversed();
          const seen: number[] = [];
          for (let window: { limit: number; after?: string } = { limit }; ; ) {
            const { uids: page, first } = slice(ofUids(all, sort), window, 9n);
            if (page.length === 0) break;
            seen.push(...page);
            const at = first + page.length - 1;
            window = { limit, after: encodeCursor({ uidValidity: 9n, uid: page.at(-1)!, at, sort }) };
          }
          assert.deepEqual(seen, expected);
        }
      }),
    );
  });
});

describe('A mirror', () => {
  const INBOX = { uidValidity: 9n, exists: 5, uidNext: 6, modseq: 1n };
  const known = (): Mirror => {
    const mirror = new Mirror('INBOX');
    mirror.learn([1, 2, 3, 4, 5]);
    mirror.checked(INBOX);
    mirror.follower = { lose() {} };
    mirror.live = true;
    return mirror;
  };

  it('hides what we removed until its follower hears of it, and tells of it once', () => {
    const mirror = known();
    const { version } = mirror;
    mirror.hide([2, 4, 77]);
    assert.deepEqual(mirror.visibleUids(), [1, 3, 5]);
    // By number, as the follower's connection counts: nothing is gone there yet.
    assert.equal(mirror.expunged(2), 2);
    assert.equal(mirror.expunged(4), 5);
    assert.deepEqual(mirror.visibleUids(), [1, 3]);
    assert.deepEqual(Object.fromEntries(mirror.since(version)!.sum), {
      2: 'REMOVED',
      4: 'REMOVED',
      5: 'REMOVED',
    });
  });

  it('is not set back by what its follower hears late', () => {
    const mirror = known();
    assert.equal(mirror.told(1, new Set(['\\Seen']), 9n), true);
    assert.equal(mirror.told(1, new Set(), 8n), false);
    assert.deepEqual([...mirror.columns!.flagsOf(1)!], ['\\Seen']);
    assert.equal(mirror.told(1, new Set(), 10n), true);
  });

  it('sums up what happened, and forgets what is too long ago', () => {
    const mirror = known();
    const { version } = mirror;
    mirror.arrived(6);
    mirror.told(6, new Set(['\\Seen']));
    mirror.told(1, new Set(['\\Seen']));
    mirror.arrived(7);
    mirror.vanished([[7, 7]]);
    assert.deepEqual(Object.fromEntries(mirror.since(version)!.sum), { 1: 'CHANGED', 6: 'ADDED' });
    for (let n = 8; n < 5_000; n++) mirror.arrived(n);
    assert.equal(mirror.since(version), null);
    assert.equal(mirror.since(`${new Mirror('INBOX').version}`), null);
    mirror.reset();
    assert.equal(mirror.since(mirror.version.replace(/\d+$/, (at) => `${Number(at) - 1}`)), null);
  });
});
