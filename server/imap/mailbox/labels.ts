// Gmail's mailboxes are labels. A newcomer's trap: to expunge a message from a label only takes the label away, and to
// move one out of All Mail leaves it there; so what is to be gone for good goes to Trash first and is expunged there.
import type { ImapFlow } from 'imapflow';
import type { Session } from '../lanes/selection.ts';
import { Lister } from './list-command.ts';
import { isSelectable } from './mailbox.ts';
import { profileOf } from './profile.ts';
import { claimOf, rolesOf } from './roles.ts';

export interface LabelPlaces {
  /** All Mail; null where the person does not show it over IMAP. */
  all: string | null;
  trash: string | null;
  /** True for Trash and Spam, where a message has no other label and is gone when it is expunged. */
  isBin(path: string): boolean;
}

export class Labels {
  readonly #lister = new Lister();
  #places: Promise<LabelPlaces> | null = null;
  #isGmail = false;

  /** As of the newest connection. */
  get inUse(): boolean {
    return this.#isGmail;
  }

  note(client: ImapFlow): void {
    this.#isGmail = profileOf(client).gmail;
  }

  /** Null where mailboxes hold messages of their own. One LIST the first time: Gmail names its mailboxes by language. */
  async of({ client }: Session): Promise<LabelPlaces | null> {
    if (!profileOf(client).gmail) return null;
    this.#places ??= this.#find(client);
    try {
      return await this.#places;
    } catch (error) {
      this.#places = null;
      throw error;
    }
  }

  async #find(client: ImapFlow): Promise<LabelPlaces> {
    const rows = await this.#lister.rows(client, ['*'], false);
    const roles = rolesOf(
      rows
        .filter(isSelectable)
        .map((entry) => ({ entry, claim: claimOf(entry.path.split(entry.delimiter || '/')) })),
    );
    const of = (wanted: string): string | null => [...roles].find(([, role]) => role === wanted)?.[0] ?? null;
    const [all, trash, junk] = [of('ALL'), of('TRASH'), of('JUNK')];
    return { all, trash, isBin: (path) => path === trash || path === junk };
  }
}
