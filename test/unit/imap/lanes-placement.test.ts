// Which lane a job goes to, and when connections that were refused are tried again: rules without a server.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Allowance } from '../../../server/imap/lanes/allowance.ts';
import { createJob, type Job, Line, type UseOptions } from '../../../server/imap/lanes/job.ts';
import { choose, type Place } from '../../../server/imap/lanes/placement.ts';

const place = (name: Place['name'], state: Partial<Place> = {}): Place => ({
  ...{ name, isOpen: true, isFree: true, isYielding: false, isFollowing: false, selected: null },
  ...state,
});
const busy = { isFree: false };
const idling = { isFree: false, isYielding: true };
const away = { isOpen: false };

const job = (options: UseOptions = {}): Job => {
  const { job, result } = createJob(async () => {}, options, 60_000);
  result.catch(() => {});
  job.fail(new Error('not run'));
  return job;
};
const now = (options: UseOptions, lanes: Place[], isUsable = (_: Place): boolean => true) =>
  choose(job(options), lanes, isUsable);
const later = (options: UseOptions, lanes: Place[]) =>
  choose(job(options), lanes, () => true, Date.now() + 200);

describe('What somebody waits for', () => {
  it('runs on its own lane, or on a free one that has the mailbox selected', () => {
    const [own, other] = [place('INTERACTIVE'), place('BACKGROUND', { selected: 'Work' })];
    assert.equal(now({ mailbox: 'INBOX' }, [own, other]).run, own);
    assert.equal(now({ mailbox: 'Work' }, [own, other]).run, other);
  });

  it('takes another free lane when its own is busy, but ends the following of a mailbox only when it must', () => {
    const own = place('INTERACTIVE', busy);
    const free = place('BACKGROUND', { selected: 'Work' });
    assert.equal(now({ mailbox: 'INBOX' }, [own, free]).run, free);
    const following = { ...free, isFollowing: true };
    assert.deepEqual(now({ mailbox: 'INBOX' }, [own, following]), {});
    assert.equal(later({ mailbox: 'INBOX' }, [own, following]).run, following);
  });

  it('waits for one short command, and then disturbs a watch, or opens another lane', () => {
    const own = place('INTERACTIVE', busy);
    const watch = place('BACKGROUND', idling);
    const spare = place('DEMAND', away);
    assert.deepEqual(now({}, [own, watch, spare]), {});
    assert.deepEqual(later({}, [own, watch, spare]), { yield: watch });
    assert.deepEqual(later({}, [own, place('BACKGROUND', busy), spare]), { open: spare });
  });

  it('disturbs a watch at once where that is quicker than to sign in, and signs in for what comes next', () => {
    const own = place('INTERACTIVE', away);
    const watch = place('BACKGROUND', idling);
    assert.deepEqual(now({}, [own, watch]), { yield: watch, open: own });
    assert.equal(now({}, [own, place('BACKGROUND', busy)]).run, own);
  });

  it('disturbs a watch at once where there is one connection only', () => {
    const only = place('INTERACTIVE', idling);
    assert.deepEqual(now({}, [only]), { yield: only });
    const lanes = [place('INTERACTIVE', away), place('BACKGROUND', idling)];
    assert.deepEqual(
      now({}, lanes, (lane) => lane.isOpen),
      { yield: lanes[1] },
    );
  });
});

describe('What nobody waits for', () => {
  it('stays off the lane of what somebody waits for, however free that is', () => {
    const lanes = [place('INTERACTIVE'), place('BACKGROUND', busy)];
    assert.equal(now({ lane: 'BACKGROUND' }, lanes).run, undefined);
    assert.equal(now({ lane: 'DEMAND' }, lanes).run, undefined);
  });

  it('opens a lane of its own for a download, and goes to the background where it may not', () => {
    const [own, background, demand] = [place('INTERACTIVE'), place('BACKGROUND'), place('DEMAND', away)];
    assert.equal(now({ lane: 'DEMAND' }, [own, background, demand]).run, demand);
    assert.equal(now({ lane: 'DEMAND' }, [own, background, demand], (lane) => lane.isOpen).run, background);
    assert.equal(now({ lane: 'DEMAND' }, [own]).run, own);
  });

  it('ends the idling of a watch, which never pushes another watch aside', () => {
    const lanes = [place('INTERACTIVE'), place('BACKGROUND', idling)];
    assert.deepEqual(now({ lane: 'BACKGROUND' }, lanes), { yield: lanes[1] });
    assert.deepEqual(now({ lane: 'BACKGROUND', yields: true }, lanes), { run: undefined });
  });

  it('does not wait for a second watch where there is no lane for it', () => {
    const lanes = [place('INTERACTIVE'), place('BACKGROUND')];
    assert.deepEqual(now({ lane: 'DEMAND', yields: true }, lanes), { hopeless: true });
  });
});

describe('The line', () => {
  it('has first what somebody waits for, last what yields, and keeps the order of coming', () => {
    const jobs = [
      job({ lane: 'BACKGROUND', yields: true }),
      job({ lane: 'BACKGROUND' }),
      job(),
      job({ lane: 'DEMAND' }),
      job(),
    ];
    const line = new Line();
    for (const each of jobs) line.add(each);
    assert.deepEqual(
      line.all().map((each) => jobs.indexOf(each)),
      [2, 4, 1, 3, 0],
    );
  });
});

describe('A refused connection', () => {
  it('is tried again after 30 s, then after twice as long each time, up to 10 minutes', (t) => {
    t.mock.timers.enable({ apis: ['Date'] });
    const allowance = new Allowance(3);
    const waits: number[] = [];
    for (let n = 0; n < 7; n++) {
      assert.equal(allowance.allowsMoreThan(1), true);
      allowance.refused(1);
      assert.equal(allowance.allowsMoreThan(1), false);
      assert.equal(allowance.allowsMoreThan(0), true);
      waits.push(allowance.retryAfterMs / 1000);
      t.mock.timers.tick(allowance.retryAfterMs);
    }
    assert.deepEqual(waits, [30, 60, 120, 240, 480, 600, 600]);
    allowance.granted(2);
    allowance.refused(2);
    assert.equal(allowance.retryAfterMs, 30_000);
    assert.equal(allowance.allowsMoreThan(1), true);
  });

  it('is not tried again at all when it could have been the password', (t) => {
    t.mock.timers.enable({ apis: ['Date'] });
    const allowance = new Allowance(3);
    allowance.refused(1, true);
    t.mock.timers.tick(24 * 3_600_000);
    assert.equal(allowance.allowsMoreThan(1), false);
    assert.equal(allowance.allowsMoreThan(0), true);
  });
});
