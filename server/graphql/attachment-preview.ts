// How an attachment may be shown: by its safe type (mime/safe-type), never by what the sender calls it. A newcomer's
// trap: text is never given to the browser as it is; it comes as a safe document, decoded, in a sandboxed frame.
import type { Part } from '../mail/message.ts';
import { safeType } from '../mime/safe-type.ts';
import { isMessage } from '../mime/structure/shown.ts';
import type { PreviewKind } from './schema.gen.ts';

interface Preview {
  kind: PreviewKind;
  url: string;
}

export function previewOf(
  part: Part,
  { blob, document }: { blob: string; document: string },
): Preview | null {
  if (isMessage(part)) return { kind: 'MESSAGE', url: document };
  if (/^text\/(?!calendar|x?-?vcard|directory)/.test(part.type)) return { kind: 'TEXT', url: document };
  const type = safeType(part);
  const url = `${blob}?inline=1`;
  if (type === 'application/pdf') return { kind: 'PDF', url };
  const kind = KINDS[type.slice(0, type.indexOf('/'))];
  return kind ? { kind, url } : null;
}

const KINDS: Readonly<Record<string, PreviewKind>> = { image: 'IMAGE', audio: 'AUDIO', video: 'VIDEO' };

/** Decoded bytes, about. */
export function sizeOf(part: Part): number {
  if (part.encoding === 'base64') return Math.floor((part.size * 3) / 4.1);
  return part.size;
}
