// Programs of the system that the demo and the tests need. As root on Debian or Ubuntu they are installed;
// otherwise the one line to type is printed. A newcomer's trap: such a package starts its service when it is
// installed. Ours are started privately, so the system's one is kept from starting.
import { spawn } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { findProgram } from './child.ts';

/** Package names of Debian and Ubuntu, each with the programs of which one must be there. */
const PROGRAMS = {
  openssl: ['openssl'],
  'dovecot-imapd': ['/usr/lib/dovecot/imap', '/usr/libexec/dovecot/imap'],
  'dovecot-pop3d': ['/usr/lib/dovecot/pop3', '/usr/libexec/dovecot/pop3'],
  'dovecot-lmtpd': ['/usr/lib/dovecot/lmtp', '/usr/libexec/dovecot/lmtp'],
  nginx: ['nginx'],
  chromium: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
} as const satisfies Record<string, readonly string[]>;

export type PackageName = keyof typeof PROGRAMS;

export const MAIL_PACKAGES: readonly PackageName[] = [
  'openssl',
  'dovecot-imapd',
  'dovecot-pop3d',
  'dovecot-lmtpd',
];

const SERVICES = ['dovecot.service', 'dovecot.socket', 'nginx.service'];
const POLICY = '/usr/sbin/policy-rc.d';

/** The first program of the package that is installed, or null. */
export function programOf(name: PackageName): string | null {
  for (const program of PROGRAMS[name]) {
    const path = program.startsWith('/') ? (existsSync(program) ? program : null) : findProgram(program);
    if (path) return path;
  }
  return null;
}

/** Installs what is missing, or prints what to type and ends the process with code 1. */
export async function ensurePackages(names: readonly PackageName[]): Promise<void> {
  const missing = names.filter((name) => programOf(name) === null);
  if (missing.length === 0) return;
  const apt = findProgram('apt-get');
  if (apt && process.getuid?.() === 0) {
    process.stdout.write(`Installing ${missing.join(', ')} ... `);
    const output = await install(apt, missing);
    if (missing.every((name) => programOf(name) !== null)) {
      process.stdout.write('done.\n');
      return;
    }
    process.stdout.write(`failed.\n${output.split('\n').slice(-15).join('\n')}\n`);
    // On Ubuntu the package only points to a snap, which root can't start in a container.
    if (missing.includes('chromium') && programOf('chromium') === null)
      console.error(
        'Chromium or Google Chrome could not be installed from packages here; install one by hand.',
      );
  } else {
    console.error(`Some programs are missing. Install them with this line, then start again:\n`);
    console.error(`  sudo apt-get install -y --no-install-recommends ${missing.join(' ')}\n`);
  }
  process.exit(1);
}

async function install(apt: string, names: readonly string[]): Promise<string> {
  const ownPolicy = !existsSync(POLICY);
  const removePolicy = (): void => rmSync(POLICY, { force: true });
  if (ownPolicy) {
    // 101 is the answer "not allowed" to "may this service start?".
    process.once('exit', removePolicy);
    writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  }
  try {
    const before = new Set(SERVICES.filter(isService));
    const update = await run(apt, ['update', '-q']);
    const added = await run(apt, ['install', '-y', '-q', '--no-install-recommends', ...names]);
    const fresh = SERVICES.filter((service) => isService(service) && !before.has(service));
    if (fresh.length > 0 && existsSync('/run/systemd/system')) await run('systemctl', ['disable', ...fresh]);
    return update + added;
  } finally {
    if (ownPolicy) {
      removePolicy();
      process.off('exit', removePolicy);
    }
  }
}

const isService = (name: string): boolean =>
  existsSync(`/lib/systemd/system/${name}`) || existsSync(`/usr/lib/systemd/system/${name}`);

/** Everything it said; its success shows in what is there afterwards. */
function run(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const add = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on('data', add);
    child.stderr.on('data', add);
    child.once('error', (error) => resolve(`${output}${error.message}\n`));
    child.once('close', () => resolve(output));
  });
}
