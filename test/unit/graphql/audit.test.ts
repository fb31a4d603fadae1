// GraphQL over HTTP, by the audit suite of the reference implementation: every required and recommended audit.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { auditServer } from 'graphql-http';
import { fakeApp } from '../../support/fake-app.ts';

test('every required and recommended audit of GraphQL over HTTP passes, with a token', async () => {
  const { app, service } = fakeApp();
  const url = `${await app.listen({ port: 0, host: '127.0.0.1' })}/graphql`;
  const token = service.user('a@demo.example').tokenWith('ACCOUNT_READ');
  const results = await auditServer({
    url,
    fetchFn: (input: string, init: RequestInit = {}) =>
      fetch(input, {
        ...init,
        headers: { ...(init.headers as Record<string, string>), authorization: `Bearer ${token}` },
      }),
  });
  const failed = results.filter(({ status, name }) => status !== 'ok' && !name.startsWith('MAY'));
  assert.deepEqual(
    failed.map(({ name, ...rest }) => `${name}: ${'reason' in rest ? rest.reason : ''}`),
    [],
  );
  assert.ok(results.length > 50);
});
