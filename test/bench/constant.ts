// The floor of the API: the same schema, the same guards and the same selection by Yoga, with rows that are a
// constant. A newcomer's trap: no session, no store, no Fastify; what Postern adds to this is Postern's own.
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EnvelopArmorPlugin } from '@escape.tech/graphql-armor';
import { createSchema, createYoga } from 'graphql-yoga';
import { MAX_ALIASES, MAX_DEPTH, MAX_DIRECTIVES, MAX_TOKENS } from '../../server/graphql/limits.ts';

const folder = new URL('../../schema/', import.meta.url);
const viewer = JSON.parse(readFileSync(process.env.ROWS_FILE ?? '', 'utf8')).viewer;

const schema = createSchema({
  typeDefs: readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8')),
  resolvers: { Query: { viewer: () => viewer } },
});
const yoga = createYoga({
  schema,
  ...{ graphiql: false, landingPage: false, multipart: false, batching: false, cors: false, logging: false },
  plugins: [
    EnvelopArmorPlugin({
      maxDepth: { n: MAX_DEPTH, ignoreIntrospection: true, flattenFragments: true },
      maxAliases: { n: MAX_ALIASES },
      maxDirectives: { n: MAX_DIRECTIVES },
      maxTokens: { n: MAX_TOKENS },
      costLimit: { enabled: false },
      blockFieldSuggestion: { enabled: false },
    }),
  ],
});
const server = createServer(yoga);
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`listens on http://127.0.0.1:${(server.address() as AddressInfo).port}/\n`);
});
process.on('SIGTERM', () => process.exit(0));
