// Attachments, and the messages among them. A newcomer's trap: what lies inside a file (a winmail.dat, a message) has
// an id like any other part; its path says where it was found, and mime/inner finds it there again.
import { encodeId, partLocator } from '../mail/id.ts';
import type { Part } from '../mail/message.ts';
import { readContents } from '../mime/inner/inner.ts';
import { readHead } from '../mime/inner/nested.ts';
import { nameOf } from '../mime/safe-type.ts';
import { findPart, isMessage, shown } from '../mime/structure/shown.ts';
import { previewOf, sizeOf } from './attachment-preview.ts';
import { OPENING } from './budget.ts';
import type { AttachedMessageModel, AttachmentModel, MessageModel } from './models.ts';
import type { Resolvers } from './schema.gen.ts';
import { shownAddresses, visible } from './visible.ts';

/** Of a picture that is its own thumbnail. */
const MAX_THUMBNAIL = 300_000;

export const attachment: Resolvers = {
  Attachment: {
    id: (parent) => idOf(parent),
    filename: ({ part }) => visible(part.filename ?? '') || ownName(part),
    contentType: ({ part }) => part.type,
    size: ({ part }) => sizeOf(part),
    url: (parent) => `blob/${idOf(parent)}`,
    preview: (parent) =>
      previewOf(parent.part, { blob: `blob/${idOf(parent)}`, document: documentOf(parent) }),
    thumbnailUrl: (parent) => {
      const preview = previewOf(parent.part, { blob: `blob/${idOf(parent)}`, document: '' });
      return preview?.kind === 'IMAGE' && sizeOf(parent.part) <= MAX_THUMBNAIL ? preview.url : null;
    },
    message: async (parent, _args, { signal, budget }) => {
      if (!isMessage(parent.part)) return null;
      budget.spend(OPENING);
      const { store, message, part } = parent;
      return { attachment: parent, fields: await readHead(store, message, part, signal) };
    },
    note: ({ part }) => part.note ?? null,
  },
  AttachedMessage: {
    subject: ({ fields }) => fields.subject,
    from: ({ fields }) => shownAddresses(fields.from),
    to: ({ fields }) => shownAddresses(fields.to),
    cc: ({ fields }) => shownAddresses(fields.cc),
    sentAt: ({ fields }) => fields.sentAt,
    messageId: ({ fields }) => fields.messageId,
    attachments: async ({ attachment: parent, ...rest }, _args, { signal }) => {
      const parts = await filesOf({ attachment: parent, ...rest }, signal);
      return parts.map((part) => ({ ...parent, part }));
    },
    attachmentsUrl: async (parent, _args, { signal }) =>
      (await filesOf(parent, signal)).length > 0
        ? documentOf(parent.attachment).replace('document/', 'zip/')
        : null,
    documentUrl: ({ attachment: parent }) => documentOf(parent),
  },
};

export function attachments(
  { account, store, header }: MessageModel,
  parts: readonly Part[],
): AttachmentModel[] {
  return parts.map((part) => ({ kind: 'attachment', account, store, message: header.locator, part }));
}

const idOf = ({ account, message, part }: AttachmentModel): string =>
  encodeId('part', account.id, partLocator(message, part.path));

const documentOf = ({ account, message, part }: AttachmentModel): string =>
  `document/${encodeId('message', account.id, message)}/${encodeURIComponent(part.path)}`;

async function filesOf(
  { attachment: { store, message, part } }: AttachedMessageModel,
  signal: AbortSignal,
): Promise<readonly Part[]> {
  // What it holds is only looked into now that it is opened.
  const inside = `${part.path}.!`;
  const [root] = findPart(await readContents(store, message, signal, inside), part.path)?.children ?? [];
  return root ? shown(root).attachments : [];
}

/** For a file whose sender gave it none. */
const ownName = (part: Part): string =>
  isMessage(part) ? 'message.eml' : nameOf({ ...part, filename: null });
