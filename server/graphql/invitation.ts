// Invitation: what a calendar in a message says, and whether another message says something newer. A newcomer's trap:
// `newer` looks for mail and is a field of its own; ask for it when the rest is on the screen.
import { encodeId, partLocator } from '../mail/id.ts';
import type { Address } from '../mail/message.ts';
import { readInvitation } from '../mime/card-parts.ts';
import { OPENING } from './budget.ts';
import type { InvitationModel, MessageModel } from './models.ts';
import { newerInvitation, SEARCHING } from './newer-invitation.ts';
import type { Resolvers } from './schema.gen.ts';
import { shownAddresses, visible, visibleLines } from './visible.ts';

export const invitation: Resolvers = {
  Message: {
    invitation: async (message, _args, { signal, budget }) => {
      budget.spend(OPENING);
      const found = await readInvitation(message.store, message.header.locator, signal);
      return found && { message, ...found };
    },
  },
  Invitation: {
    method: ({ event }) => event.method,
    uid: ({ event }) => event.uid,
    sequence: ({ event }) => event.sequence,
    stamp: ({ event }) => event.stamp,
    cancelled: ({ event }) => event.cancelled,
    occurrence: ({ event }) => event.occurrence,
    summary: ({ event }) => lineOf(event.summary),
    location: ({ event }) => lineOf(event.location),
    description: ({ event }) => visibleLines(event.description),
    comment: ({ event }) => visibleLines(event.comment),
    start: ({ event }) => event.start,
    end: ({ event }) => event.end,
    allDay: ({ event }) => event.allDay,
    recurrence: ({ event }) => event.recurrence,
    organizer: ({ event }) => (event.organizer && shown(event.organizer)) || null,
    attendees: ({ message, event }) =>
      event.attendees.map((attendee) => ({ attendee, isMe: isOwn(message, attendee) })),
    attendeeCount: ({ event }) => event.attendeeCount,
    myStatus: ({ message, event }) => event.attendees.find((each) => isOwn(message, each))?.status ?? null,
    joinUrl: ({ event }) => event.joinUrl,
    pageUrl: ({ event }) => event.pageUrl,
    moreEvents: ({ event }) => event.moreEvents,
    icsUrl: ({ message, part }) => blobUrl(message, part.path),
    newer: async ({ message, event }, _args, context) => {
      context.budget.spend(SEARCHING);
      return newerInvitation(message, event, context);
    },
  },
  NewerInvitation: {
    cancelled: ({ event }) => event.cancelled,
    sequence: ({ event }) => event.sequence,
  },
  Attendee: {
    address: ({ attendee }) => shown(attendee),
    status: ({ attendee }) => attendee.status,
    role: ({ attendee }) => attendee.role,
    kind: ({ attendee }) => attendee.kind,
  },
};

const lineOf = (text: string | null): string | null => (text === null ? null : visible(text) || null);

const shown = ({ name, address }: Address) => ({
  ...{ name: null, address: null, display: '' },
  ...shownAddresses([{ name, address }])[0],
});

function isOwn({ account }: InvitationModel['message'], { address }: Address): boolean {
  return address?.toLowerCase() === account.address.toLowerCase();
}

/** Where a part of a message is downloaded. */
function blobUrl({ account, header }: MessageModel, path: string): string {
  return `blob/${encodeId('part', account.id, partLocator(header.locator, path))}`;
}
