// Lines of configuration for a Dovecot with more than a person's own mail: shared and public mailboxes with rights,
// and a quota. A newcomer's trap: in 2.3 a plugin of the IMAP server needs its other half loaded for mail, too.

import { chown, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Dovecot } from './dovecot.ts';

const NOBODY = 65534;

/** Makes a mailbox "Public/<name>" with one message; everybody has these rights (RFC 4314 letters). */
export async function publish({ folder }: Dovecot, name: string, rights: string): Promise<void> {
  const at = join(folder, 'mail', 'public', name);
  for (const part of ['', 'cur', 'new', 'tmp']) await mkdir(join(at, part), { recursive: true });
  const files = { 'dovecot-acl': `anyone ${rights}\n`, 'new/1.test': 'Subject: For all\n\nText\n' };
  for (const [file, text] of Object.entries(files)) await writeFile(join(at, file), text);
  if (process.getuid?.() !== 0) return;
  const all = [
    join(folder, 'mail', 'public'),
    ...['', 'cur', 'new', 'tmp', ...Object.keys(files)].map((file) => join(at, file)),
  ];
  for (const each of all) await chown(each, NOBODY, NOBODY);
}

/** Mailboxes under "Public/" for everybody, under "Shared/<user>/" those that a user opened to others. */
export const SHARED_MAIL = `
mail_plugins = $mail_plugins acl
protocol imap {
  mail_plugins = $mail_plugins imap_acl
}
plugin {
  acl = vfile
  acl_shared_dict = file:%h/../shared-mailboxes
}
namespace {
  type = public
  separator = /
  prefix = Public/
  location = maildir:%h/../public:LAYOUT=fs
  subscriptions = no
  list = children
}
namespace {
  type = shared
  separator = /
  prefix = Shared/%%u/
  location = sdbox:%%h/mail
  subscriptions = no
  list = children
}
`;

/** Ten messages and 1,000 KiB. */
export const QUOTA = `
mail_plugins = $mail_plugins quota
protocol imap {
  mail_plugins = $mail_plugins imap_quota
}
plugin {
  quota = count:User quota
  quota_vsizes = yes
  quota_rule = *:storage=1000K:messages=10
}
`;
