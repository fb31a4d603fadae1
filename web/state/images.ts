// Images from elsewhere: which message shows them, and whose are shown without a question. A newcomer's trap: "this once"
// lives in this page alone; what is allowed for good is the person's and kept on the server, so it holds on every device.
import { signal } from '@preact/signals';
import { request } from '../api/client.ts';
import { asError } from '../api/compose.ts';
import {
  AllowImagesDocument,
  type ImageSourceKind,
  ImageSourcesDocument,
  type ImageSourcesQuery,
  RevokeImagesDocument,
} from '../api/operations.gen.ts';
import type { BodyNotes, ShownHead } from './message.ts';

export type ImageSource = ImageSourcesQuery['viewer']['imageSources'][number];

const once = signal<ReadonlySet<string>>(new Set());
export const imageSources = signal<readonly ImageSource[] | null>(null);

/** Shows those of one message. */
export function showOnce(messageId: string): void {
  once.value = new Set([...once.value, messageId]);
}

export function hideAgain(messageId: string): void {
  once.value = new Set([...once.value].filter((id) => id !== messageId));
}

/** True where the message's images are on the screen. */
export function showsImages({ id, documentUrl }: ShownHead, notes: BodyNotes | null): boolean {
  const state = notes?.images.state ?? null;
  if (state === 'NEVER') return false;
  if (once.value.has(id) || state === 'SENDER' || state === 'DOMAIN' || state === 'EVERYBODY') return true;
  // Until more is known, the row's word counts.
  return state === null && documentUrl.includes('images=');
}

/** The address of the document to show. The row may be older than what was allowed since. */
export function documentOf(head: ShownHead, notes: BodyNotes | null): string {
  if (head.documentUrl.includes('images=') && !once.value.has(head.id)) return head.documentUrl;
  return (showsImages(head, notes) && notes?.images.documentUrl) || head.documentUrl;
}

/** From now on. Rejects with an ApiError. */
export async function allowImages(kind: ImageSourceKind, messageId: string | null): Promise<ImageSource> {
  const { source, problem } = (await request(AllowImagesDocument, { kind, messageId })).allowRemoteImages;
  if (problem || !source) throw asError(problem);
  if (imageSources.value)
    imageSources.value = [source, ...imageSources.value.filter(({ id }) => id !== source.id)];
  return source;
}

export async function revokeImages(id: string): Promise<void> {
  const { problem } = (await request(RevokeImagesDocument, { id })).revokeRemoteImages;
  if (problem) throw asError(problem);
  imageSources.value = imageSources.value?.filter((source) => source.id !== id) ?? null;
}

export async function loadImageSources(signal?: AbortSignal): Promise<void> {
  imageSources.value = (await request(ImageSourcesDocument, {}, signal)).viewer.imageSources;
}

/** At sign-out. */
export function forgetImages(): void {
  once.value = new Set();
  imageSources.value = null;
}
