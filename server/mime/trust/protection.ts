// Whether a message is signed or encrypted, told by its form alone (RFC 1847, RFC 8551, RFC 3156, OpenPGP in the text).
// A newcomer's trap: nothing here verifies or decrypts; a form can be had without a key, so it proves nothing.
import type { Part } from '../../mail/message.ts';

export interface Protection {
  format: 'SMIME' | 'OPENPGP';
  signed: boolean;
  encrypted: boolean;
}

const PKCS7 = /^application\/(?:x-)?pkcs7-mime$/;

/** By the tree of parts; the outermost that is protected counts. Null for plain mail. */
export function protectionOf(root: Part): Protection | null {
  const inner = root.children[0];
  if (root.type === 'multipart/signed') {
    const protocol = `${root.params.protocol ?? ''} ${root.children[1]?.type ?? ''}`.toLowerCase();
    const format = /pgp-signature/.test(protocol)
      ? 'OPENPGP'
      : /pkcs7-signature/.test(protocol)
        ? 'SMIME'
        : null;
    if (format !== null)
      return { format, signed: true, encrypted: (inner && protectionOf(inner)?.encrypted) === true };
  }
  if (root.type === 'multipart/encrypted') {
    const protocol = root.params.protocol?.toLowerCase() ?? inner?.type;
    return protocol === 'application/pgp-encrypted'
      ? { format: 'OPENPGP', signed: false, encrypted: true }
      : null;
  }
  if (PKCS7.test(root.type)) return wrapped(root);
  // A list's footer or a virus scanner's note stands beside what was signed.
  if (root.type === 'multipart/mixed')
    return root.children.reduce<Protection | null>((found, child) => found ?? protectionOf(child), null);
  return null;
}

/** RFC 8551 section 3.2.2: what the wrapping is for; without a word it is taken for encryption, as most are. */
function wrapped({ params, filename }: Part): Protection | null {
  const kind = (params['smime-type'] ?? '').toLowerCase();
  if (kind === 'signed-data') return { format: 'SMIME', signed: true, encrypted: false };
  if (kind === 'certs-only' || kind === 'compressed-data' || /\.p7[cz]$/i.test(filename ?? '')) return null;
  return { format: 'SMIME', signed: false, encrypted: true };
}

const MAX_TEXT = 200_000;

/** By the armour in a plain text (RFC 9580 section 6.2). Quoted blocks are somebody else's. */
export function protectionIn(text: string): Protection | null {
  const found = /^-----BEGIN PGP (SIGNED MESSAGE|MESSAGE)-----[ \t]*\r?$/m.exec(text.slice(0, MAX_TEXT))?.[1];
  if (found === undefined) return null;
  const signed = found === 'SIGNED MESSAGE';
  return { format: 'OPENPGP', signed, encrypted: !signed };
}
