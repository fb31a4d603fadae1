// The whole of Postern in this process, on a free port, before a private Dovecot and submission server; stopped
// at the end of the test file. A newcomer's trap: demo.example is read over IMAP and pop.example over POP3,
// although both lie in the same Dovecot.
import { startPostern as start } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import { atEnd } from './cleanup.ts';
import { type Client, signIn } from './client.ts';
import { newFolder } from './database.ts';
import { type Dovecot, startDovecot, type User } from './dovecot.ts';
import { type Submission, startSubmission } from './submission.ts';

export interface PosternOptions {
  /** Settings over the usual ones. */
  env?: Record<string, string>;
  /** Servers that run already. */
  dovecot?: Dovecot;
  submission?: Submission;
}

export interface TestPostern {
  /** Ends with a slash. */
  url: string;
  dovecot: Dovecot;
  submission: Submission;
  /** Where the database and the key file lie. */
  dataFolder: string;
  signIn(user: User, more?: Record<string, unknown>): Promise<Client>;
  /** Ends this Postern and starts another one with the same data; `url` changes. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** POSTERN_SERVERS for these two servers. */
export function serversFor(dovecot: Dovecot, submission: Submission): string {
  const outgoing = `smtp://127.0.0.1:${submission.smtp}`;
  return JSON.stringify({
    'demo.example': { incoming: `imaps://127.0.0.1:${dovecot.imaps}`, outgoing, ca: dovecot.caFile },
    'pop.example': { incoming: `pop3s://127.0.0.1:${dovecot.pop3s}`, outgoing, ca: dovecot.caFile },
  });
}

export async function startPostern(options: PosternOptions = {}): Promise<TestPostern> {
  const dovecot = options.dovecot ?? (await startDovecot());
  const submission = options.submission ?? (await startSubmission(dovecot));
  const dataFolder = await newFolder();
  const config = readConfig({
    POSTERN_PORT: '0',
    POSTERN_DATA: dataFolder,
    POSTERN_SERVERS: serversFor(dovecot, submission),
    POSTERN_LOG_LEVEL: 'silent',
    ...options.env,
  });
  let running = await start(config);
  let stopped = false;
  const postern: TestPostern = {
    ...{ url: running.url, dovecot, submission, dataFolder },
    signIn: (user, more) => signIn(postern.url, user, more),
    async restart() {
      await running.stop();
      running = await start(config);
      postern.url = running.url;
    },
    async stop() {
      if (stopped) return;
      stopped = true;
      await running.stop();
    },
  };
  atEnd(() => postern.stop());
  return postern;
}
