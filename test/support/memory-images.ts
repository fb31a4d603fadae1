// A person's choice of remote images in memory, with the real sealed addresses. The real rows have tests of their own.
import { randomBytes } from 'node:crypto';
import { domainOf } from '../../server/mail/sender.ts';
import type { ImageDesk, ImageSource } from '../../server/session/caller.ts';
import { ImageSeal } from '../../server/session/image-seal.ts';

export interface MemoryImages extends ImageDesk {
  /** Milliseconds that the clock of the addresses runs ahead. */
  ahead: number;
}

export function memoryImages(vaultId: string): MemoryImages {
  let sources: ImageSource[] = [];
  let serial = 0;
  const urls = new ImageSeal(vaultId, randomBytes(32), () => Date.now() + desk.ahead);
  const find = (kind: ImageSource['kind'], name: string) =>
    sources.find((each) => each.kind === kind && each.name === name);
  const desk: MemoryImages = {
    ahead: 0,
    enabled: true,
    list: async () => sources,
    allow: async (kind, name) => {
      const source = find(kind, name) ?? { id: `i${++serial}`, kind, name, createdAt: new Date() };
      sources = [source, ...sources.filter((each) => each !== source)];
      return source;
    },
    revoke: async (id) => {
      const before = sources.length;
      sources = sources.filter((each) => each.id !== id);
      return sources.length < before;
    },
    allowedBy: async (address) => {
      const by =
        (address !== null && (find('SENDER', address) ?? find('DOMAIN', domainOf(address)))) ||
        find('EVERYBODY', '');
      return by ? by.kind : null;
    },
    seal: (url, account) => urls.seal(url, account),
    open: (sealed) => urls.open(sealed),
  };
  return desk;
}
