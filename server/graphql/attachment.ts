// Parts of a message as the schema's attachments.
import type { Part } from '../mail/message.ts';
import type { AttachmentModel, MessageModel } from './models.ts';

export function attachments({ account, header }: MessageModel, parts: readonly Part[]): AttachmentModel[] {
  return parts.map((part) => ({ kind: 'attachment', account, message: header.locator, part }));
}
