// Starts and stops Postern.
//
// The house, from the top: main → app → http → graphql → session → imap | pop3 | smtp → net. `http/` speaks
// HTTP, `graphql/` speaks GraphQL, `session/` knows who is signed in and opens their stores, `imap/`, `pop3/`
// and `smtp/` speak to mail servers, `net/` opens every connection. `mail/` and `mime/` are the vocabulary:
// everyone may import them, they import no floor. `data/` remembers, in one SQLite file behind a worker thread.
//
// From a route to a mail library there are three functions of ours: a resolver calls a method of MailStore
// (mail/store.ts), the store borrows a connection (`lanes.use(fn)`), and the library does the talking. An id is
// computed from a place and never stored; a failure is a MailError (mail/errors.ts) and nothing else.
import './node-version.js';
import { ConfigError, readConfig, settingsHelp } from './config.ts';

const USAGE = `Postern, a phone-first webmail and one typed GraphQL API over IMAP and POP3.

Usage: npm start            (settings come from the environment)
       npm start -- --help

${settingsHelp()}
`;

if (process.argv.includes('--help')) {
  process.stdout.write(USAGE);
} else {
  await start();
}

async function start(): Promise<void> {
  try {
    const { startPostern } = await import('./app.ts');
    const postern = await startPostern(readConfig(process.env));
    postern.app.log.info(`Postern listens on ${postern.url}`);
    let stopping = false;
    const stop = (signal: NodeJS.Signals): void => {
      if (stopping) process.exit(1);
      stopping = true;
      postern.app.log.info(`stopping after ${signal}`);
      postern.stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  } catch (error) {
    process.stderr.write(`${error instanceof ConfigError ? error.message : explain(error)}\n`);
    process.exit(1);
  }
}

/** The usual reasons why a start fails, in a sentence; anything else with its stack. */
function explain(error: unknown): string {
  const { name, code, message, stack, address, port } = error as NodeJS.ErrnoException & {
    address?: string;
    port?: number;
  };
  if (code === 'EADDRINUSE') return `Port ${port} is taken. Set POSTERN_PORT to another one.`;
  if (code === 'EACCES') return `Not allowed: ${message}. Check POSTERN_PORT and the rights of POSTERN_DATA.`;
  if (code === 'EADDRNOTAVAIL') return `This machine has no address ${address}. Check POSTERN_HOST.`;
  if (name === 'WrongSecretError' || name === 'NewerDatabaseError') return message;
  return stack ?? String(error);
}
