// Flags and keywords of archived messages. A newcomer's trap: what would take a change back is read in the same
// transaction that changes; nothing else may come in between.
import type { Kysely, Selectable } from 'kysely';
import type { Schema } from '../data/schema.ts';
import { FLAGS, type Flag, type FlagChange } from '../mail/message.ts';
import type { Archive } from './archive.ts';
import { type Change, inBatches } from './changes.ts';
import { FLAG_COLUMNS, flagColumns, type MessageTable } from './rows.ts';

const COLUMNS = ['locator', 'folder_id', 'keywords', ...Object.values(FLAG_COLUMNS)] as const;
type Row = Pick<Selectable<MessageTable>, (typeof COLUMNS)[number]>;

/** Sets and clears flags and keywords; GONE for a message that is not there. */
export async function setMarks(
  archive: Archive,
  locators: readonly string[],
  change: FlagChange,
  undo = false,
): Promise<Change> {
  const backs = new Map<string, FlagChange>();
  const { outcomes, touched } = await inBatches(archive, locators, async (trx, batch) => {
    const rows: Row[] = await trx
      .selectFrom('archive_message')
      .select(COLUMNS)
      .where('archive_id', '=', archive.id)
      .where('locator', 'in', batch)
      .execute();
    await write(archive, trx, batch, flagColumns(change.add, change.remove));
    const { addKeywords = [], removeKeywords = [] } = change;
    if (addKeywords.length + removeKeywords.length > 0)
      for (const [keywords, group] of Map.groupBy(rows, (row) => changed(row.keywords, change)))
        await write(
          archive,
          trx,
          group.map(({ locator }) => locator),
          { keywords },
        );
    for (const row of undo ? rows : []) {
      const back = undoOf(row, change);
      if (back !== null) backs.set(row.locator, back);
    }
    return rows;
  });
  return {
    outcomes: outcomes.map((outcome) => {
      const back = backs.get(outcome.locator);
      return 'error' in outcome || back === undefined ? outcome : { ...outcome, undo: back };
    }),
    touched,
  };
}

async function write(
  archive: Archive,
  trx: Kysely<Schema>,
  locators: readonly string[],
  columns: ReturnType<typeof flagColumns>,
): Promise<void> {
  if (Object.keys(columns).length === 0) return;
  await trx
    .updateTable('archive_message')
    .set(columns)
    .where('archive_id', '=', archive.id)
    .where('locator', 'in', locators)
    .execute();
}

const read = (keywords: string): string[] => JSON.parse(keywords) as string[];

/** Compared without regard to case, as IMAP does; the first spelling stays. */
const among = (keywords: readonly string[]): ((keyword: string) => boolean) => {
  const known = new Set(keywords.map((keyword) => keyword.toLowerCase()));
  return (keyword) => known.has(keyword.toLowerCase());
};

function changed(before: string, { addKeywords = [], removeKeywords = [] }: FlagChange): string {
  const isRemoved = among(removeKeywords);
  const kept = read(before).filter((keyword) => !isRemoved(keyword));
  const isKept = among(kept);
  return JSON.stringify([...kept, ...addKeywords.filter((keyword) => !isKept(keyword))]);
}

function undoOf(row: Row, change: FlagChange): FlagChange | null {
  const has = (flag: Flag): boolean => row[FLAG_COLUMNS[flag]] === 1;
  const { addKeywords = [], removeKeywords = [] } = change;
  const [had, added] = [among(read(row.keywords)), among(addKeywords)];
  const back = {
    add: FLAGS.filter((flag) => change.remove.includes(flag) && !change.add.includes(flag) && has(flag)),
    remove: FLAGS.filter((flag) => change.add.includes(flag) && !has(flag)),
    addKeywords: removeKeywords.filter((keyword) => had(keyword) && !added(keyword)),
    removeKeywords: addKeywords.filter((keyword) => !had(keyword)),
  };
  return Object.values(back).some((names) => names.length > 0) ? back : null;
}
