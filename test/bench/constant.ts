// The floor of the API: the same schema, the same guards and the same selection by Yoga, with rows that are a
// constant. A newcomer's trap: no session, no store, no Fastify; what Postern adds to this is Postern's own.
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSchema, createYoga } from 'graphql-yoga';
import { guards } from '../../server/graphql/guards.ts';

const folder = new URL('../../schema/', import.meta.url);
const viewer = JSON.parse(readFileSync(process.env.ROWS_FILE ?? '', 'utf8')).viewer;

const schema = createSchema({
  typeDefs: readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8')),
  resolvers: { Query: { viewer: () => viewer } },
});
const yoga = createYoga({
  schema,
  ...{ graphiql: false, landingPage: false, multipart: false, batching: false, cors: false, logging: false },
  plugins: [guards()],
});
const server = createServer(yoga);
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`listens on http://127.0.0.1:${(server.address() as AddressInfo).port}/\n`);
});
process.on('SIGTERM', () => process.exit(0));
