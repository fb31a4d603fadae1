// Whatever a person and the server do, in whatever order answers come: the list shows what the server has.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { MessageList } from '../../../web/state/list.ts';
import { Box } from './mail-rows.ts';

type Step =
  | { do: 'ADD' | 'REMOVE' | 'FLAG' | 'TAKE_OUT'; at: number }
  | { do: 'JUMP' | 'LOOK'; at: number }
  | { do: 'SYNC' | 'REFRESH' | 'OLDER' | 'NEWER' | 'RELEASE' | 'SCROLL' | 'WAIT' | 'TURN' | 'CHECK' };

const at = fc.double({ min: 0, max: 0.999, noNaN: true });
const steps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ do: fc.constantFrom('ADD', 'REMOVE', 'FLAG', 'TAKE_OUT'), at }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('JUMP', 'LOOK'), at }) },
    {
      weight: 5,
      arbitrary: fc.record({
        do: fc.constantFrom('SYNC', 'SYNC', 'REFRESH', 'OLDER', 'NEWER', 'RELEASE', 'SCROLL'),
      }),
    },
    { weight: 5, arbitrary: fc.record({ do: fc.constantFrom('WAIT', 'TURN', 'TURN', 'CHECK') }) },
  ) as fc.Arbitrary<Step>,
  { maxLength: 40, size: 'max' },
);

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 25; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

type Kind = 'PLAIN' | 'UNREAD' | 'SENDER';

async function play(todo: readonly Step[], kind: Kind, count: number, isFar: boolean): Promise<void> {
  const box = new Box(count, { bySender: kind === 'SENDER' });
  const filter = kind === 'UNREAD' ? { unread: true } : null;
  // Answers take a while and are made before it, as they are over a network.
  const slowly = async <T>(answer: T, ended: AbortSignal): Promise<T> => {
    await new Promise((resolve) => setImmediate(resolve));
    ended.throwIfAborted();
    return answer;
  };
  const sort = kind === 'SENDER' ? ({ by: 'SENDER', ascending: true } as const) : null;
  const list = new MessageList('inbox', filter, sort, {
    page: async (args, ended) => slowly(await box.page(args), ended),
    patch: async (state, first, ended) => slowly(await box.patch(state, first), ended),
  });
  let last = count;
  const pick = (part: number): string | undefined => box.rows[Math.floor(part * box.rows.length)]?.id;
  const all = (): number => list.around.value.above + list.shown.value.length + list.around.value.below;
  const check = (): void => {
    const ids = [...list.waiting.value, ...list.shown.value].map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length, 'a row is there twice');
    assert.ok(list.shown.value.length <= 400);
  };
  const truth = async (): Promise<void> => {
    await settle();
    await list.sync();
    await settle();
    check();
    const there = box.list(filter);
    const { above, below } = list.around.value;
    const waiting = list.waiting.value.map(({ id }) => id);
    assert.deepEqual(
      waiting,
      there.slice(0, waiting.length).map(({ id }) => id),
    );
    const from = above + waiting.length;
    assert.deepEqual(
      list.shown.value.map(({ id, flags }) => [id, ...flags]),
      there.slice(from, from + list.shown.value.length).map(({ id, flags }) => [id, ...flags]),
    );
    assert.equal(from + list.shown.value.length + below, there.length);
  };
  await list.refresh();
  if (isFar) await list.jump(count / 2);
  for (const step of todo) {
    const id = 'at' in step ? pick(step.at) : undefined;
    if (step.do === 'ADD') box.add(++last);
    else if (step.do === 'REMOVE' && id) box.remove(id);
    else if (step.do === 'FLAG' && id) box.flag(id, box.rows[0]!.flags.length > 0 ? [] : ['SEEN']);
    else if (step.do === 'TAKE_OUT') {
      const mine = list.shown.value[Math.floor(step.at * list.shown.value.length)]?.id;
      if (mine !== undefined && box.rows.some((each) => each.id === mine)) {
        box.remove(mine);
        list.remove(new Set([mine]));
      }
    } else if (step.do === 'JUMP') void list.jump(Math.floor(step.at * all()));
    else if (step.do === 'LOOK') {
      const first = list.around.value.above + Math.floor(step.at * Math.max(1, list.shown.value.length));
      list.look(first, first + 9);
    } else if (step.do === 'SYNC') void list.sync();
    else if (step.do === 'REFRESH') void list.refresh();
    else if (step.do === 'OLDER') void list.older();
    else if (step.do === 'NEWER') void list.newer();
    else if (step.do === 'RELEASE') list.release();
    else if (step.do === 'SCROLL') list.atTop = !list.atTop;
    else if (step.do === 'WAIT') await settle();
    else if (step.do === 'CHECK') await truth();
    else if (step.do === 'TURN') await new Promise((resolve) => setImmediate(resolve));
    check();
  }
  await truth();
  list.close();
}

for (const kind of ['PLAIN', 'UNREAD', 'SENDER'] as const) {
  test(`a list shows what the server has after any sequence of pages, patches and jumps (${kind})`, async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.constantFrom(0, 3, 70, 900, 900, 900), fc.boolean(), (todo, count, isFar) =>
        play(todo, kind, count, isFar),
      ),
      { numRuns: 100 },
    );
  });
}
