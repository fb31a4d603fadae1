// A private Cyrus IMAP for one test file. A newcomer's trap: its programs refuse to be root, so as root everything
// belongs to "nobody"; and passwords are not its business: it asks a socket (saslauthd's), which this process
// serves.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from 'node:tls';
import { makeCertificate } from '../../demo/certificate.ts';
import { keepProcess } from '../../demo/child.ts';
import { freePorts } from '../../demo/ports.ts';
import { atEnd } from './cleanup.ts';
import { ALICE, BOB, type User } from './dovecot.ts';
import type { ImapServer } from './imap.ts';
import { copyUnpacked, type Programs } from './unpacked.ts';

const START_MS = 20_000;
const FOLDERS = ['Drafts', 'Sent', 'Trash', 'Junk', 'Archive'];

/** ALICE and BOB, or the users given. Ends with the test file. */
export async function startCyrus(users: readonly User[] = [ALICE, BOB]): Promise<ImapServer> {
  const folder = await mkdtemp(join(tmpdir(), 'postern-cyrus-'));
  atEnd(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  const programs = await copyUnpacked('cyrus-imapd', join(folder, 'root'));
  const { ca } = await makeCertificate(join(folder, 'tls'));
  for (const name of [
    'lib/socket',
    'lib/db',
    'lib/sieve',
    'run/proc',
    'run/lock',
    'run/socket',
    'spool/stage.',
  ])
    await mkdir(join(folder, name), { recursive: true });
  await answerPasswords(join(folder, 'sasl'), users);

  const isRoot = process.getuid?.() === 0;
  const owner = isRoot ? { user: 'nobody', group: 'nogroup' } : ownNames();
  const dropped = ['setpriv', '--reuid=nobody', '--regid=nogroup', '--clear-groups'];
  for (let attempt = 1; ; attempt++) {
    const [port = 0] = await freePorts(1);
    await writeFile(join(folder, 'imapd.conf'), imapdConf(folder, owner));
    await writeFile(join(folder, 'cyrus.conf'), cyrusConf(programs, folder, port));
    if (isRoot) execFileSync('chown', ['-R', 'nobody:nogroup', folder]);
    const [program = '', ...args] = [
      ...(isRoot ? dropped : []),
      programs.path('cyrus/bin/master'),
      ...['-C', join(folder, 'imapd.conf'), '-M', join(folder, 'cyrus.conf')],
      ...['-p', join(folder, 'run/master.pid'), '-j', '10'],
    ];
    const logFile = join(folder, 'master.log');
    const kept = keepProcess(program, args, { env: programs.env, logFile, folder });
    const deadline = Date.now() + START_MS;
    while (Date.now() < deadline && !kept.ended) {
      if (await greets(port, ca)) {
        atEnd(() => kept.kill());
        return { imaps: port, ca };
      }
      await sleep(20);
    }
    await kept.kill();
    if (attempt === 3) throw new Error(`Cyrus did not start:\n${await readFile(logFile, 'utf8')}`);
  }
}

function ownNames(): { user: string; group: string } {
  return { user: userInfo().username, group: execFileSync('id', ['-gn'], { encoding: 'utf8' }).trim() };
}

function imapdConf(folder: string, { user, group }: { user: string; group: string }): string {
  return `configdirectory: ${folder}/lib
proc_path: ${folder}/run/proc
mboxname_lockpath: ${folder}/run/lock
defaultpartition: default
partition-default: ${folder}/spool
sievedir: ${folder}/lib/sieve
idlesocket: ${folder}/lib/socket/idle
notifysocket: ${folder}/run/socket/notify
cyrus_user: ${user}
cyrus_group: ${group}
altnamespace: yes
unixhierarchysep: yes
virtdomains: userid
allowplaintext: yes
sasl_pwcheck_method: saslauthd
sasl_saslauthd_path: ${folder}/sasl
sasl_mech_list: PLAIN
tls_server_cert: ${folder}/tls/server.crt
tls_server_key: ${folder}/tls/server.key
autocreate_quota: 0
autocreate_inbox_folders: ${FOLDERS.join(' | ')}
autocreate_subscribe_folders: ${FOLDERS.join(' | ')}
${FOLDERS.map((name) => `xlist-${name.toLowerCase()}: ${name}`).join('\n')}
conversations: yes
maxlogins_per_user: 0
maxlogins_per_host: 0
`;
}

function cyrusConf(programs: Programs, folder: string, port: number): string {
  const cmd = (name: string, rest: string): string =>
    `cmd="${programs.path(`cyrus/bin/${name}`)} -C ${folder}/imapd.conf ${rest}"`;
  return `START {
  recover ${cmd('ctl_cyrusdb', '-r')}
  idled ${cmd('idled', '')}
}
SERVICES {
  imaps ${cmd('imapd', '-s')} listen="127.0.0.1:${port}" prefork=1
}
EVENTS {
}
`;
}

/** saslauthd's protocol: four words, each behind its length in two bytes; the answer is such a word, too. */
async function answerPasswords(path: string, users: readonly User[]): Promise<void> {
  const server = createServer((socket) => {
    let asked = Buffer.alloc(0);
    socket
      .on('error', () => {})
      .on('data', (chunk) => {
        asked = Buffer.concat([asked, chunk]);
        const words = wordsOf(asked);
        if (words === null) return;
        const [login, password, , realm] = words;
        const name = realm ? `${login}@${realm}` : login;
        const isRight = users.some((user) => user.name === name && user.password === password);
        const answer = Buffer.from(`\0\0${isRight ? 'OK' : 'NO'}`);
        answer.writeUInt16BE(2);
        socket.end(answer);
      });
  });
  server.listen(path);
  await once(server, 'listening');
  await chmod(path, 0o777);
  atEnd(() => server.close());
}

function wordsOf(bytes: Buffer): string[] | null {
  const words: string[] = [];
  for (let at = 0; words.length < 4; ) {
    if (bytes.length < at + 2) return null;
    const end = at + 2 + bytes.readUInt16BE(at);
    if (bytes.length < end) return null;
    words.push(bytes.toString('utf8', at + 2, end));
    at = end;
  }
  return words;
}

/** True when the port accepts a TLS connection and the server says its first line. */
function greets(port: number, ca: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ port, host: '127.0.0.1', ca });
    socket.setTimeout(5000, () => socket.destroy());
    socket.once('data', () => {
      done(true);
      socket.destroy();
    });
    socket.once('error', () => socket.destroy());
    socket.once('close', () => done(false));
  });
}
