// The server secret: a setting, or a key file made at the first start. A newcomer's trap: with another secret
// nothing of the old data opens and every look-up misses, so a start with the wrong one must fail, not go on.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '../data/database.ts';
import { deriveKey } from '../data/seal.ts';

const KEY_FILE = 'postern.key';

export class WrongSecretError extends Error {
  constructor() {
    super(
      `The server secret is not the one this data was made with; restore POSTERN_SECRET or the file ${KEY_FILE}.`,
    );
    this.name = 'WrongSecretError';
  }
}

/** The server secret as 32 bytes. Throws WrongSecretError when the database was made with another one. */
export async function serverSecret(
  config: { secret: string | null; dataFolder: string },
  database: Database,
): Promise<Buffer> {
  const text = config.secret ?? (await keyFile(config.dataFolder));
  const secret = createHash('sha256').update(`postern:server-secret:${text}`, 'utf8').digest();
  const fingerprint = deriveKey(secret, 'fingerprint');
  await database
    .insertInto('fact')
    .values({ name: 'secret', value: fingerprint })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { value } = await database
    .selectFrom('fact')
    .select('value')
    .where('name', '=', 'secret')
    .executeTakeFirstOrThrow();
  if (value.length !== fingerprint.length || !timingSafeEqual(value, fingerprint))
    throw new WrongSecretError();
  return secret;
}

/** The text of the key file, which appears whole or not at all, and is never replaced. */
async function keyFile(folder: string): Promise<string> {
  const path = join(folder, KEY_FILE);
  const known = await readIfThere(path);
  if (known !== null) return known;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = join(folder, `.${KEY_FILE}.${randomBytes(6).toString('hex')}`);
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(`${randomBytes(32).toString('base64url')}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    // link(2) fails when the name is taken, so of two processes that start together one wins and both read the same.
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
  const directory = await open(folder, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
  const made = await readIfThere(path);
  if (made === null) throw new Error(`${path} can not be read.`);
  return made;
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    const text = (await readFile(path, 'utf8')).trim();
    if (text.length < 32) throw new Error(`${path} is not a key file of Postern; restore it from a backup.`);
    return text;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
