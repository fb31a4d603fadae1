// What is shown keeps its place when the newest page comes again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepOrder } from '../../../web/state/row-order.ts';
import { row } from './mail-rows.ts';

const order = (fresh: number[], known: number[]): string =>
  keepOrder(
    fresh.map((id) => row(id)),
    known.map((id) => row(id)),
  )
    .map(({ id }) => id.slice(1))
    .join(' ');

test('a row that the server has on top stays where it is shown', () => {
  assert.equal(order([9, 5, 4, 3], [5, 9, 4, 3]), '5 9 4 3');
});

test('new mail goes on top, in its order, whatever was put back below', () => {
  assert.equal(order([11, 10, 9, 5, 4], [5, 9, 4]), '11 10 5 9 4');
});

test('what is new between others comes before the row that follows it', () => {
  assert.equal(order([5, 8, 7, 4, 3], [5, 4, 3]), '5 8 7 4 3');
  assert.equal(order([5, 4, 2, 1], [5, 4]), '5 4 2 1');
});

test('a first page is as the server has it', () => {
  assert.equal(order([3, 2, 1], []), '3 2 1');
  assert.equal(order([], [3]), '');
});
