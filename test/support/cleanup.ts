// What must happen when a test file is over, whether its tests passed or not: last started, first stopped.
// A newcomer's trap: node's own `after` inside a `before` hook runs when that hook ends, so everything that
// lives as long as the file registers here.
import { after } from 'node:test';

const tasks: (() => unknown)[] = [];

/** Runs at the end of the test file; the order is the reverse of the calls. */
export function atEnd(task: () => unknown): void {
  tasks.push(task);
}

after(async () => {
  const errors: unknown[] = [];
  for (const task of tasks.reverse()) {
    try {
      await task();
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw new AggregateError(errors, 'Cleaning up after the tests failed.');
});
