// The event stream as the web app reads it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frameReader } from '../../../web/api/events.ts';

function read(...chunks: string[]): [string, string][] {
  const frames: [string, string][] = [];
  const feed = frameReader((name, data) => frames.push([name, data]));
  for (const chunk of chunks) feed(chunk);
  return frames;
}

test('frames are cut where they end, however the bytes arrive', () => {
  const text = 'event: next\ndata: {"a":1}\n\nevent: next\ndata: {"a":2}\n\n';
  const whole = read(text);
  assert.deepEqual(whole, [
    ['next', '{"a":1}'],
    ['next', '{"a":2}'],
  ]);
  assert.deepEqual(read(...text), whole, 'one character at a time');
});

test('comments that keep the connection open are no frames', () => {
  assert.deepEqual(read(':\n\n', ': ping\n\n', 'event: next\ndata: x\n\n'), [['next', 'x']]);
});

test('several data lines are one text, and CR LF is a line end too', () => {
  assert.deepEqual(read('event: next\r\ndata: a\r\ndata: b\r\n\r\n'), [['next', 'a\nb']]);
});

test('a frame that is not finished is kept back', () => {
  assert.deepEqual(read('event: next\ndata: half'), []);
});
