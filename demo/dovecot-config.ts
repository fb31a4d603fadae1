// The configuration text of a private Dovecot, in the language of the installed version: 2.3 and 2.4 share
// hardly a setting name. A newcomer's trap: an ordinary user can't chroot, so the services that do by default
// must be told not to, and all of Dovecot's own users are then that one user.

export interface DovecotPorts {
  imap: number;
  imaps: number;
  pop3: number;
  pop3s: number;
  lmtp: number;
}

export type Storage = 'sdbox' | 'mdbox' | 'maildir';

export interface DovecotPlan {
  /** Major and minor, for example [2, 4]. */
  version: readonly [number, number];
  folder: string;
  ports: DovecotPorts;
  /** Whom the mail files belong to. */
  uid: number;
  gid: number;
  /** Null when started by root: Dovecot then uses its own two users and chroots. */
  ordinaryUser: { user: string; group: string } | null;
  certFile: string;
  keyFile: string;
  usersFile: string;
  /** How mail lies on the disk; "sdbox" where nothing else is asked for. */
  storage?: Storage;
  /** Further lines in the language of the installed version. */
  extra: string;
}

type Lines = readonly string[];

const block = (head: string, ...lines: string[]): string =>
  [`${head} {`, ...lines.flatMap((line) => line.split('\n')).map((line) => `  ${line}`), '}'].join('\n');

/** The whole dovecot.conf. Throws for a version other than 2.3 and 2.4. */
export function dovecotConfig(plan: DovecotPlan): string {
  const [major, minor] = plan.version;
  if (major !== 2 || (minor !== 3 && minor !== 4))
    throw new Error(`Dovecot ${major}.${minor} is not known here; 2.3 and 2.4 are.`);
  const own = minor === 3 ? lines23(plan) : lines24(plan);
  return [...own.head, ...common(plan), ...own.tail, plan.extra, ''].join('\n');
}

function common(plan: DovecotPlan): Lines {
  const { folder, ports, ordinaryUser } = plan;
  const owner = ordinaryUser
    ? [
        `default_internal_user = ${ordinaryUser.user}`,
        `default_internal_group = ${ordinaryUser.group}`,
        `default_login_user = ${ordinaryUser.user}`,
        ...['imap-login', 'pop3-login', 'anvil'].map((name) => block(`service ${name}`, 'chroot =')),
      ]
    : [];
  return [
    `base_dir = ${folder}/run`,
    `state_dir = ${folder}/run`,
    `instance_name = postern-${ports.imap}`,
    'listen = 127.0.0.1',
    `log_path = ${folder}/dovecot.log`,
    ...owner,
    'first_valid_uid = 1',
    'first_valid_gid = 1',
    'ssl = required',
    'auth_mechanisms = plain login',
    // Wrong passwords are part of tests; nobody else can reach this server.
    'auth_failure_delay = 0',
    block('service anvil', block('unix_listener anvil-auth-penalty', 'mode = 0')),
    'mail_max_userip_connections = 100',
    // Nothing here must survive a power cut.
    'mail_fsync = never',
    block(
      'namespace inbox',
      'inbox = yes',
      'separator = /',
      ...['Drafts', 'Sent', 'Trash', 'Junk', 'Archive'].map((name) =>
        block(`mailbox ${name}`, 'auto = subscribe', `special_use = \\${name}`),
      ),
    ),
    block(
      'service imap-login',
      block('inet_listener imap', `port = ${ports.imap}`),
      block('inet_listener imaps', `port = ${ports.imaps}`, 'ssl = yes'),
    ),
    block(
      'service pop3-login',
      block('inet_listener pop3', `port = ${ports.pop3}`),
      block('inet_listener pop3s', `port = ${ports.pop3s}`, 'ssl = yes'),
    ),
    block('service lmtp', block('inet_listener lmtp', `port = ${ports.lmtp}`)),
  ];
}

function lines23(plan: DovecotPlan): { head: Lines; tail: Lines } {
  const args = `args = username_format=%u ${plan.usersFile}`;
  return {
    head: ['protocols = imap pop3 lmtp'],
    tail: [
      'disable_plaintext_auth = yes',
      `mail_location = ${plan.storage ?? 'sdbox'}:~/mail`,
      `ssl_cert = <${plan.certFile}`,
      `ssl_key = <${plan.keyFile}`,
      block('passdb', 'driver = passwd-file', args),
      block(
        'userdb',
        'driver = passwd-file',
        args,
        `default_fields = uid=${plan.uid} gid=${plan.gid} home=${plan.folder}/mail/%u`,
      ),
      'mailbox_list_index = yes',
      // One login process serves many connections: a new process for each costs 30 ms.
      ...['imap-login', 'pop3-login'].map((name) => block(`service ${name}`, 'service_count = 0')),
    ],
  };
}

function lines24(plan: DovecotPlan): { head: Lines; tail: Lines } {
  return {
    // Must come first. Every 2.4.x reads the language of 2.4.0.
    head: [
      'dovecot_config_version = 2.4.0',
      'dovecot_storage_version = 2.4.0',
      block('protocols', ...['imap', 'pop3', 'lmtp'].map((name) => `${name} = yes`)),
    ],
    tail: [
      `mail_driver = ${plan.storage ?? 'sdbox'}`,
      'mail_path = ~/mail',
      `ssl_server_cert_file = ${plan.certFile}`,
      `ssl_server_key_file = ${plan.keyFile}`,
      block('passdb passwd-file', `passwd_file_path = ${plan.usersFile}`),
      block(
        'userdb passwd-file',
        `passwd_file_path = ${plan.usersFile}`,
        block(
          'fields',
          `uid:default = ${plan.uid}`,
          `gid:default = ${plan.gid}`,
          `home:default = ${plan.folder}/mail/%{user}`,
        ),
      ),
      ...['imap-login', 'pop3-login'].map((name) =>
        block(`service ${name}`, 'restart_request_count = unlimited'),
      ),
    ],
  };
}
