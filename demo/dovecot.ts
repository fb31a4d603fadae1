// A private Dovecot on loopback ports with a folder of its own, for the demo and the tests. Nothing of the
// system's Dovecot is read or touched. A newcomer's trap: root's temporary folders are closed to others, but
// Dovecot's own users must pass through this one, hence the modes.
import { execFileSync } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeCertificate } from './certificate.ts';
import { findProgram, type KeptProcess, keepProcess } from './child.ts';
import { type DovecotPorts, dovecotConfig, type Storage } from './dovecot-config.ts';
import { freePorts } from './ports.ts';

export interface DovecotOptions {
  /** Kept after stop(). Without it a folder under the system's temporary folder is made, and removed. */
  folder?: string;
  /** An existing folder in which to make that temporary one; removed as a whole should we be killed. */
  parent?: string;
  /** Full addresses in lower case; passwords without a colon. */
  users: readonly { name: string; password: string }[];
  storage?: Storage;
  /** Further lines of configuration, in the language of the installed version. */
  extraConfig?: string;
  /** Ports to use instead of free ones. */
  ports?: DovecotPorts;
}

export interface Dovecot extends DovecotPorts {
  host: '127.0.0.1';
  /** PEM of the authority that signed the server's certificate, and its file. */
  ca: string;
  caFile: string;
  /** Certificate of the same authority for further servers on localhost. */
  certFile: string;
  keyFile: string;
  folder: string;
  configFile: string;
  /** Ends it in order and removes the folder unless it was given. */
  stop(): Promise<void>;
  /** SIGKILL to Dovecot and everything it started. */
  kill(): Promise<void>;
  /** Again after kill(): the same ports, the same mail. */
  start(): Promise<void>;
  /** Settles when the server that runs now ends, whoever ended it. */
  exit(): Promise<void>;
}

const NOBODY = 65534;
const START_MS = 20_000;

export async function startDovecot(options: DovecotOptions): Promise<Dovecot> {
  const program = findProgram('dovecot');
  if (!program) throw new Error('Dovecot is not installed.');
  const parent = options.parent ?? tmpdir();
  const folder = options.folder ? resolve(options.folder) : await mkdtemp(join(parent, 'postern-dovecot-'));
  const temporary = options.folder === undefined;
  try {
    const server = await prepare(program, folder, temporary, options);
    await server.start();
    return server;
  } catch (error) {
    if (temporary) await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function prepare(
  program: string,
  folder: string,
  temporary: boolean,
  options: DovecotOptions,
): Promise<Dovecot> {
  const file = (name: string): string => join(folder, name);
  const isRoot = process.getuid?.() === 0;
  const id = (flag: string, user: string): string =>
    execFileSync('id', [flag, user], { encoding: 'utf8' }).trim();
  const me = userInfo();
  const owner = isRoot ? { uid: NOBODY, gid: NOBODY } : { uid: me.uid, gid: me.gid };

  for (const name of ['', 'run', 'mail']) await mkdir(file(name), { recursive: true });
  await chmod(folder, 0o711);
  if (isRoot) await chown(file('mail'), owner.uid, owner.gid);
  const certificate = await makeCertificate(file('tls'));
  const users = options.users.map((user) => `${user.name}:{PLAIN}${user.password}::::::\n`);
  await writeFile(file('users'), users.join(''), { mode: 0o640 });
  if (isRoot) await chown(file('users'), 0, Number(id('-g', 'dovecot')));

  const version = execFileSync(program, ['--version'], { encoding: 'utf8' });
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const configure = (ports: DovecotPorts): Promise<void> =>
    writeFile(
      file('dovecot.conf'),
      dovecotConfig({
        ...{ version: [major, minor], folder, ports, ...owner },
        ordinaryUser: isRoot ? null : { user: me.username, group: id('-gn', me.username) },
        ...{ certFile: certificate.certFile, keyFile: certificate.keyFile },
        ...{ usersFile: file('users'), extra: options.extraConfig ?? '' },
        ...(options.storage ? { storage: options.storage } : {}),
      }),
    );

  let process_: KeptProcess | null = null;
  const stopProcess = async (how: 'stop' | 'kill'): Promise<void> => {
    const running = process_;
    process_ = null;
    await running?.[how]();
  };
  const begin = async (ports: DovecotPorts): Promise<boolean> => {
    // After a SIGKILL the file is still there and might name a process that is somebody else by now.
    await rm(file('run/master.pid'), { force: true });
    process_ = keepProcess(program, ['-F', '-c', file('dovecot.conf')], {
      ...(temporary ? { folder: options.parent ?? folder } : {}),
    });
    const deadline = Date.now() + START_MS;
    while (Date.now() < deadline && !process_.ended) {
      if (await greets(ports.imap)) return true;
      await sleep(20);
    }
    await stopProcess('kill');
    return false;
  };

  const server: Dovecot = {
    ...{ imap: 0, imaps: 0, pop3: 0, pop3s: 0, lmtp: 0 },
    ...{ host: '127.0.0.1', folder, configFile: file('dovecot.conf') },
    ...{ ca: certificate.ca, caFile: certificate.caFile },
    ...{ certFile: certificate.certFile, keyFile: certificate.keyFile },
    async start() {
      const fixed = options.ports ?? (server.imap === 0 ? null : server);
      // Somebody else may take a free port between the look and the use: then other ones.
      for (let attempt = 1; ; attempt++) {
        const ports = fixed ?? (await pickPorts());
        Object.assign(server, {
          ...{ imap: ports.imap, imaps: ports.imaps, pop3: ports.pop3, pop3s: ports.pop3s, lmtp: ports.lmtp },
        });
        await configure(ports);
        if (await begin(ports)) return;
        const log = await readFile(file('dovecot.log'), 'utf8').catch(() => '');
        if (fixed || attempt === 5 || !/Address already in use/.test(log))
          throw new Error(`Dovecot did not start:\n${log.split('\n').slice(-10).join('\n')}`);
      }
    },
    kill: () => stopProcess('kill'),
    exit: async () => process_?.exit,
    async stop() {
      // An orderly end takes a second, and nobody reads what it would write into a folder that goes away.
      await stopProcess(temporary ? 'kill' : 'stop');
      if (temporary) await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
  return server;
}

async function pickPorts(): Promise<DovecotPorts> {
  const [imap = 0, imaps = 0, pop3 = 0, pop3s = 0, lmtp = 0] = await freePorts(5);
  return { imap, imaps, pop3, pop3s, lmtp };
}

/** True when the port accepts a connection and the server says its first line. */
function greets(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    socket.setTimeout(5000, () => socket.destroy());
    socket.once('data', () => {
      done(true);
      socket.destroy();
    });
    socket.once('error', () => socket.destroy());
    socket.once('close', () => done(false));
  });
}
