// Contact: people who came as files. A newcomer's trap: a picture is fetched from http/photo, by the file's id and the
// contact's number in it; its bytes never ride here.

import { encodeId, partLocator } from '../mail/id.ts';
import { readContactFiles } from '../mime/card-parts.ts';
import type { Labelled } from '../mime/vcard.ts';
import { attachments } from './attachment.ts';
import { OPENING } from './budget.ts';
import type { ContactModel } from './models.ts';
import type { Resolvers } from './schema.gen.ts';
import { visible, visibleLines } from './visible.ts';

const MAX_CONTACTS = 20;

export const contact: Resolvers = {
  Message: {
    contacts: async (message, _args, { signal, budget }) => {
      budget.spend(OPENING);
      const files = await readContactFiles(message.store, message.header.locator, signal);
      const all = files.flatMap(({ part, contacts }) =>
        contacts.map((each, index): ContactModel => ({ message, part, index, contact: each })),
      );
      return all.slice(0, MAX_CONTACTS);
    },
  },
  Contact: {
    name: ({ contact: { name } }) => visible(name),
    organization: ({ contact: { organization } }) => organization && visible(organization),
    title: ({ contact: { title } }) => title && visible(title),
    phones: ({ contact: { phones } }) => shown(phones),
    emails: ({ contact: { emails } }) => shown(emails),
    addresses: ({ contact: { addresses } }) => shown(addresses),
    urls: ({ contact: { urls } }) => shown(urls),
    birthday: ({ contact: { birthday } }) => birthday && visible(birthday),
    note: ({ contact: { note } }) => visibleLines(note),
    photoUrl: ({ message: { account, header }, part, index, contact: { hasPhoto } }) =>
      hasPhoto
        ? `photo/${encodeId('part', account.id, partLocator(header.locator, part.path))}/${index}`
        : null,
    file: ({ message, part }) => firstOf(attachments(message, [part])),
  },
};

function firstOf<T>([first]: readonly T[]): T {
  if (first === undefined) throw new Error('A contact without its file.');
  return first;
}

const shown = (values: readonly Labelled[]): Labelled[] =>
  values.map(({ label, value }) => ({
    label: label && visible(label),
    value: visibleLines(value) ?? '',
  }));
