// Waiting and failing in tests. A newcomer's trap: tests wait for a state, never for a time.
import assert from 'node:assert/strict';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ErrorCode, MailError } from '../../server/mail/errors.ts';

/** Asserts that a promise fails with a MailError of one of these codes, and returns it. */
export async function fails(promise: Promise<unknown>, ...codes: ErrorCode[]): Promise<MailError> {
  let thrown: unknown;
  try {
    await promise;
  } catch (error) {
    thrown = error;
  }
  if (!(thrown instanceof MailError)) assert.fail(`Expected ${codes.join(' or ')}, got ${String(thrown)}`);
  assert.ok(codes.includes(thrown.code), `Expected ${codes.join(' or ')}, got ${thrown.code}`);
  return thrown;
}

/** Resolves when the condition holds; asked again every 25 ms, and given up with the test's own time limit. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(25);
}

/** All bytes of a stream. */
export async function textOf(stream: Readable, encoding: BufferEncoding = 'utf8'): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString(encoding);
}
