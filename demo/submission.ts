// An SMTP submission server that delivers into the private Dovecot by LMTP, so that mail sent in the demo and
// the tests really arrives. A newcomer's trap: it knows only its own users; mail to anybody else is refused
// at RCPT TO and never leaves the machine.
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createTransport } from 'nodemailer';
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';

export interface SubmissionOptions {
  users: readonly { name: string; password: string }[];
  /** Where Dovecot takes mail for these users. */
  lmtp: { host: string; port: number };
  certFile: string;
  keyFile: string;
  /** Largest message in bytes. */
  size?: number;
  /** Lets a test refuse: an answer with `responseCode` instead of going on. */
  refuse?: (stage: 'MAIL' | 'RCPT' | 'DATA', address: string) => SmtpReply | null;
}

export interface SmtpReply {
  code: number;
  text: string;
}

export interface Submission {
  host: '127.0.0.1';
  /** STARTTLS required. */
  smtp: number;
  /** TLS from the first byte. */
  smtps: number;
  stop(): Promise<void>;
}

const MEGABYTE = 1024 * 1024;

const reply = (code: number, text: string): Error => Object.assign(new Error(text), { responseCode: code });

export async function startSubmission(options: SubmissionOptions): Promise<Submission> {
  const passwords = new Map(options.users.map((user) => [user.name, user.password]));
  const refusal = (stage: 'MAIL' | 'RCPT' | 'DATA', address: string): Error | null => {
    const answer = options.refuse?.(stage, address) ?? null;
    return answer && reply(answer.code, answer.text);
  };
  const size = options.size ?? 50 * MEGABYTE;
  const settings: SMTPServerOptions = {
    name: 'localhost',
    banner: 'ready',
    key: await readFile(options.keyFile),
    cert: await readFile(options.certFile),
    size,
    authMethods: ['PLAIN', 'LOGIN'],
    disableReverseLookup: true,
    closeTimeout: 200,
    logger: false,
    onAuth(auth, _session, done) {
      const name = auth.username?.toLowerCase() ?? '';
      if (auth.password !== undefined && passwords.get(name) === auth.password) done(null, { user: name });
      else done(reply(535, '5.7.8 Wrong address or password'));
    },
    onMailFrom(from, session, done) {
      const own = from.address.toLowerCase() === String(session.user);
      done(own ? refusal('MAIL', from.address) : reply(553, '5.7.1 You may only send as yourself'));
    },
    onRcptTo(to, _session, done) {
      const known = passwords.has(to.address.toLowerCase());
      done(known ? refusal('RCPT', to.address) : reply(550, '5.1.1 No such user here'));
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => {
        if (!stream.sizeExceeded) chunks.push(chunk);
      });
      stream.once('end', () => {
        if (stream.sizeExceeded) return done(reply(552, '5.3.4 Message is too big'));
        const refused = refusal('DATA', session.envelope.mailFrom ? session.envelope.mailFrom.address : '');
        if (refused) return done(refused);
        deliver(options.lmtp, session, Buffer.concat([received(session), ...chunks])).then(
          () => done(null, `2.0.0 Accepted as ${session.id}`),
          () => done(reply(451, '4.3.0 The mailbox can not be reached, try again later')),
        );
      });
    },
  };
  const servers = [new SMTPServer(settings), new SMTPServer({ ...settings, secure: true })] as const;
  const [smtp, smtps] = await Promise.all(servers.map(listen));
  return {
    host: '127.0.0.1',
    smtp: smtp ?? 0,
    smtps: smtps ?? 0,
    stop: async () => {
      await Promise.all(servers.map((server) => new Promise<void>((done) => server.close(() => done()))));
    },
  };
}

function listen(server: SMTPServer): Promise<number> {
  return new Promise((resolve, reject) => {
    // Later errors are broken connections of clients; smtp-server has ended those already.
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.server.address() as AddressInfo).port));
  });
}

function received(session: SMTPServerSession): Buffer {
  const date = new Date().toUTCString().replace('GMT', '+0000');
  return Buffer.from(
    `Received: from ${session.hostNameAppearsAs || 'client'} ([${session.remoteAddress}])\r\n` +
      `\tby localhost with ESMTPSA id ${session.id};\r\n\t${date}\r\n`,
  );
}

async function deliver(
  lmtp: SubmissionOptions['lmtp'],
  session: SMTPServerSession,
  raw: Buffer,
): Promise<void> {
  const transport = createTransport({
    ...lmtp,
    lmtp: true,
    secure: false,
    ignoreTLS: true,
    name: 'localhost',
  });
  const from = session.envelope.mailFrom ? session.envelope.mailFrom.address : '';
  const to = session.envelope.rcptTo.map((recipient) => recipient.address.toLowerCase());
  try {
    const result = await transport.sendMail({ envelope: { from, to: [...new Set(to)] }, raw });
    if (result.rejected.length > 0) throw new Error('Not delivered to everybody.');
  } finally {
    transport.close();
  }
}
