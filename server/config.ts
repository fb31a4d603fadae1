// Every setting in one table: name, kind, default, meaning. Parsed once at the start, frozen, passed by
// argument; nothing else reads the environment. A newcomer's trap: all faults are reported together, so a
// check must collect and not throw. `--help` prints this table and a test compares it with the README.
import { readFileSync } from 'node:fs';
import { parseServers, type ServerTable } from './net/servers.ts';

type Kind = 'text' | 'integer' | 'bytes' | 'seconds' | 'flag' | 'list' | 'servers';

interface Setting {
  kind: Kind;
  default: string;
  meaning: string;
  secret?: true;
}

export const SETTINGS = {
  POSTERN_HOST: { kind: 'text', default: '127.0.0.1', meaning: 'Address to listen on.' },
  POSTERN_PORT: { kind: 'integer', default: '8080', meaning: 'Port to listen on; 0 takes a free one.' },
  POSTERN_BASE_PATH: {
    kind: 'text',
    default: '/',
    meaning: 'Path under which the whole site lies, for example /mail/.',
  },
  POSTERN_ORIGIN: {
    kind: 'text',
    default: '',
    meaning: 'The address people type, for example https://mail.example.org. Empty: taken from the request.',
  },
  POSTERN_TRUSTED_PROXIES: {
    kind: 'list',
    default: '',
    meaning:
      'Reverse proxies whose X-Forwarded headers are believed: addresses or CIDR ranges, separated by commas.',
  },
  POSTERN_TLS_CERT: {
    kind: 'text',
    default: '',
    meaning: 'PEM file of a certificate, to serve HTTPS without a reverse proxy.',
  },
  POSTERN_TLS_KEY: { kind: 'text', default: '', meaning: 'PEM file of its private key.' },
  POSTERN_ALLOW_HTTP: {
    kind: 'flag',
    default: 'false',
    meaning:
      'Allow sign-in over plain HTTP from other machines. The password then crosses the network in clear.',
  },
  POSTERN_DATA: {
    kind: 'text',
    default: './data',
    meaning: 'Folder of the database and of the key file. Back it up.',
  },
  POSTERN_SECRET: {
    kind: 'text',
    default: '',
    secret: true,
    meaning: 'Server secret, at least 32 characters. Empty: a key file of its own is made in POSTERN_DATA.',
  },
  POSTERN_SERVERS: {
    kind: 'servers',
    default: '',
    meaning: 'Mail servers by domain: JSON, or the path of a JSON file.',
  },
  POSTERN_AUTH_SERV_ID: {
    kind: 'list',
    default: '',
    meaning:
      'Names (authserv-id) under which the servers in POSTERN_SERVERS write Authentication-Results, separated by commas; none to believe nobody. Empty: found from the route of each message. A server may have an "authServId" of its own.',
  },
  POSTERN_ALLOW_ANY_SERVER: {
    kind: 'flag',
    default: 'false',
    meaning: 'Let people type their own mail servers at sign-in.',
  },
  POSTERN_ALLOW_NETWORKS: {
    kind: 'list',
    default: '',
    meaning:
      'Private networks (CIDR) that typed servers may lie in. Servers in POSTERN_SERVERS need no entry.',
  },
  POSTERN_ALLOW_PORTS: {
    kind: 'list',
    default: '',
    meaning: 'Further ports that typed servers may use besides 143, 993, 110, 995, 25, 465, 587.',
  },
  POSTERN_SESSION_IDLE: {
    kind: 'seconds',
    default: '604800',
    meaning: 'A session ends after this long without a request.',
  },
  POSTERN_SESSION_MAX: {
    kind: 'seconds',
    default: '2592000',
    meaning: 'A session ends after this long in any case.',
  },
  POSTERN_SIGN_IN_TRIES: {
    kind: 'integer',
    default: '10',
    meaning: 'Failed sign-ins allowed for one network address, and for one account, in 10 minutes.',
  },
  POSTERN_CACHE_BYTES: {
    kind: 'bytes',
    default: '64M',
    meaning: 'Memory for mail of IMAP accounts (headers, opened messages), shared fairly by all users.',
  },
  POSTERN_LANES: {
    kind: 'integer',
    default: '3',
    meaning: 'IMAP connections for one account at most, downloads and slow searches included.',
  },
  POSTERN_LANES_KEPT: {
    kind: 'integer',
    default: '2',
    meaning: 'How many of them stay open while the account is used; with 1, one connection does everything.',
  },
  POSTERN_HOST_CONNECTIONS: {
    kind: 'integer',
    default: '0',
    meaning:
      'IMAP connections to one mail server, all accounts together; 0 for no bound. Courier allows 20 from one address unless its MAXPERIP is raised.',
  },
  POSTERN_IDLE_CLOSE: {
    kind: 'seconds',
    default: '300',
    meaning: 'Connections to a mail server close after this long without use.',
  },
  POSTERN_MAX_MESSAGE: {
    kind: 'bytes',
    default: '36M',
    meaning: 'Largest message that can be sent, attachments included.',
  },
  POSTERN_POP3_QUOTA: {
    kind: 'bytes',
    default: '2G',
    meaning: 'Disk space that one POP3 account may keep here.',
  },
  POSTERN_IMAGES: {
    kind: 'flag',
    default: 'true',
    meaning:
      'Let people see images of messages that lie elsewhere: after their consent, fetched by this server. false: nobody can.',
  },
  POSTERN_IMAGE_MAX: { kind: 'bytes', default: '10M', meaning: 'Largest image that is fetched.' },
  POSTERN_IMAGE_CACHE: {
    kind: 'bytes',
    default: '32M',
    meaning: 'Memory for images that were fetched, kept for half an hour.',
  },
  POSTERN_WEB_NETWORKS: {
    kind: 'list',
    default: '',
    meaning:
      'Private networks (CIDR) that addresses in messages may lead into: images, unsubscribing. Usually none.',
  },
  POSTERN_WEB_PORTS: {
    kind: 'list',
    default: '',
    meaning: 'Further ports that such addresses may have besides 80 and 443.',
  },
  POSTERN_GRAPHIQL: {
    kind: 'flag',
    default: 'false',
    meaning: 'Serve GraphiQL at /graphql for people who build on the API.',
  },
  POSTERN_LOG_LEVEL: { kind: 'text', default: 'info', meaning: 'fatal, error, warn, info, debug or silent.' },
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof SETTINGS;

export interface Config {
  readonly host: string;
  readonly port: number;
  /** Starts and ends with a slash. */
  readonly basePath: string;
  /** Scheme and host without a slash at the end, or null. */
  readonly origin: string | null;
  readonly trustedProxies: readonly string[];
  readonly tls: { readonly cert: string; readonly key: string } | null;
  readonly allowHttp: boolean;
  readonly dataFolder: string;
  /** Null: the key file in the data folder. */
  readonly secret: string | null;
  readonly servers: ServerTable;
  readonly allowAnyServer: boolean;
  readonly allowNetworks: readonly string[];
  readonly allowPorts: readonly number[];
  readonly sessionIdleMs: number;
  readonly sessionMaxMs: number;
  readonly signInTries: number;
  readonly cacheBytes: number;
  readonly lanes: number;
  readonly lanesKept: number;
  /** 0: as many as are wanted. */
  readonly hostConnections: number;
  readonly idleCloseMs: number;
  readonly maxMessageBytes: number;
  readonly pop3QuotaBytes: number;
  /** Whether anybody may see remote images. */
  readonly images: boolean;
  readonly imageMaxBytes: number;
  readonly imageCacheBytes: number;
  readonly webNetworks: readonly string[];
  readonly webPorts: readonly number[];
  readonly graphiql: boolean;
  readonly logLevel: string;
}

/** All faults of the settings at once. */
export class ConfigError extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(`Postern can not start with these settings:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

const PORTS = [143, 993, 110, 995, 25, 465, 587];
const WEB_PORTS = [443, 80];
const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'];
const CIDR = /^[\da-f.:]+(\/\d{1,3})?$/i;

/** Reads the settings from an environment. Every secret has a `_FILE` twin that names a file with the value. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const faults: string[] = [];
  const raw = (name: SettingName): string => {
    const file = env[`${name}_FILE`];
    if (file === undefined || !('secret' in SETTINGS[name]))
      return env[name]?.trim() || SETTINGS[name].default;
    if (env[name]) faults.push(`${name} and ${name}_FILE are both set; keep one.`);
    try {
      return readFileSync(file, 'utf8').trim();
    } catch {
      faults.push(`${name}_FILE can not be read.`);
      return '';
    }
  };
  const number = (name: SettingName, low: number, high: number): number => {
    const value = Number(raw(name));
    if (!Number.isInteger(value) || value < low || value > high)
      faults.push(`${name} must be a whole number from ${low} to ${high}.`);
    return value;
  };
  const bytes = (name: SettingName): number => {
    const match = /^(\d+)([KMG]?)$/i.exec(raw(name));
    if (!match) faults.push(`${name} must be a size such as 500K, 64M or 2G.`);
    return Number(match?.[1] ?? 0) * 1024 ** ' KMG'.indexOf(match?.[2]?.toUpperCase() || ' ');
  };
  const flag = (name: SettingName): boolean => {
    const value = raw(name).toLowerCase();
    if (value !== 'true' && value !== 'false') faults.push(`${name} must be true or false.`);
    return value === 'true';
  };
  const list = (name: SettingName): string[] =>
    raw(name)
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '');
  const networks = (name: SettingName): string[] => {
    for (const item of list(name))
      if (!CIDR.test(item)) faults.push(`${name}: "${item}" is not an address or a CIDR range.`);
    return list(name);
  };
  const ports = (name: SettingName): number[] => {
    const found = list(name).map(Number);
    if (found.some((port) => !Number.isInteger(port) || port < 1 || port > 65535))
      faults.push(`${name} must be ports from 1 to 65535.`);
    return found;
  };
  const file = (name: SettingName): string => {
    try {
      return readFileSync(raw(name), 'utf8');
    } catch {
      faults.push(`${name} names a file that can not be read.`);
      return '';
    }
  };
  const servers = (): ServerTable => {
    try {
      return parseServers(raw('POSTERN_SERVERS'), raw('POSTERN_AUTH_SERV_ID'));
    } catch (error) {
      faults.push(`POSTERN_SERVERS: ${(error as Error).message}`);
      return new Map();
    }
  };
  const origin = (): string | null => {
    const text = raw('POSTERN_ORIGIN');
    if (text === '') return null;
    if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
      faults.push('POSTERN_ORIGIN must be an address such as https://mail.example.org.');
      return null;
    }
    return new URL(text).origin;
  };
  const tls = (): Config['tls'] => {
    if (raw('POSTERN_TLS_CERT') === '' && raw('POSTERN_TLS_KEY') === '') return null;
    if (raw('POSTERN_TLS_CERT') === '' || raw('POSTERN_TLS_KEY') === '') {
      faults.push('POSTERN_TLS_CERT and POSTERN_TLS_KEY belong together; set both or neither.');
      return null;
    }
    return { cert: file('POSTERN_TLS_CERT'), key: file('POSTERN_TLS_KEY') };
  };

  const secret = raw('POSTERN_SECRET');
  if (secret !== '' && secret.length < 32) faults.push('POSTERN_SECRET must have at least 32 characters.');
  if (!LEVELS.includes(raw('POSTERN_LOG_LEVEL')))
    faults.push(`POSTERN_LOG_LEVEL must be one of ${LEVELS.join(', ')}.`);
  for (const name of Object.keys(env)) {
    if (name.startsWith('POSTERN_') && !(name.replace(/_FILE$/, '') in SETTINGS))
      faults.push(`${name} is not a setting of Postern; --help lists them.`);
  }

  const config: Config = {
    host: raw('POSTERN_HOST'),
    port: number('POSTERN_PORT', 0, 65535),
    basePath: `/${raw('POSTERN_BASE_PATH').replace(/^\/+|\/+$/g, '')}/`.replace('//', '/'),
    origin: origin(),
    trustedProxies: networks('POSTERN_TRUSTED_PROXIES'),
    tls: tls(),
    allowHttp: flag('POSTERN_ALLOW_HTTP'),
    dataFolder: raw('POSTERN_DATA'),
    secret: secret === '' ? null : secret,
    servers: servers(),
    allowAnyServer: flag('POSTERN_ALLOW_ANY_SERVER'),
    allowNetworks: networks('POSTERN_ALLOW_NETWORKS'),
    allowPorts: [...PORTS, ...ports('POSTERN_ALLOW_PORTS')],
    sessionIdleMs: number('POSTERN_SESSION_IDLE', 60, 31_536_000) * 1000,
    sessionMaxMs: number('POSTERN_SESSION_MAX', 60, 31_536_000) * 1000,
    signInTries: number('POSTERN_SIGN_IN_TRIES', 1, 1_000_000),
    cacheBytes: bytes('POSTERN_CACHE_BYTES'),
    lanes: number('POSTERN_LANES', 1, 10),
    lanesKept: number('POSTERN_LANES_KEPT', 1, 2),
    hostConnections: number('POSTERN_HOST_CONNECTIONS', 0, 100_000),
    idleCloseMs: number('POSTERN_IDLE_CLOSE', 10, 86_400) * 1000,
    maxMessageBytes: bytes('POSTERN_MAX_MESSAGE'),
    pop3QuotaBytes: bytes('POSTERN_POP3_QUOTA'),
    images: flag('POSTERN_IMAGES'),
    imageMaxBytes: bytes('POSTERN_IMAGE_MAX'),
    imageCacheBytes: bytes('POSTERN_IMAGE_CACHE'),
    webNetworks: networks('POSTERN_WEB_NETWORKS'),
    webPorts: [...WEB_PORTS, ...ports('POSTERN_WEB_PORTS')],
    graphiql: flag('POSTERN_GRAPHIQL'),
    logLevel: raw('POSTERN_LOG_LEVEL'),
  };
  if (config.sessionIdleMs > config.sessionMaxMs)
    faults.push('POSTERN_SESSION_IDLE must not be longer than POSTERN_SESSION_MAX.');
  if (!config.allowAnyServer && config.servers.size === 0) {
    faults.push('Nobody could sign in: set POSTERN_SERVERS, or POSTERN_ALLOW_ANY_SERVER=true.');
  }
  if (faults.length > 0) throw new ConfigError(faults);
  return Object.freeze(config);
}

/** The settings as lines of text, for --help. */
export function settingsHelp(): string {
  return Object.entries(SETTINGS)
    .map(
      ([name, setting]) =>
        `${name}=${setting.default}\n    ${setting.meaning}${'secret' in setting ? ` (or ${name}_FILE)` : ''}`,
    )
    .join('\n');
}
