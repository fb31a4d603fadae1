// Flags and keywords of archived messages. A newcomer's trap: what would take a change back is read in the same
// transaction that changes; nothing else may come in between.
import type { Kysely, Selectable } from 'kysely';
import type { Schema } from '../data/schema.ts';
import { MailError } from '../mail/errors.ts';
import { FLAGS, type Flag, type FlagChange } from '../mail/message.ts';
import type { Archive } from './archive.ts';
import { type Change, inBatches } from './changes.ts';
import { FLAG_COLUMNS, flagColumns, type MessageTable } from './rows.ts';

const COLUMNS = ['locator', 'folder_id', 'keywords', ...Object.values(FLAG_COLUMNS)] as const;
type Row = Pick<Selectable<MessageTable>, (typeof COLUMNS)[number]>;

/** Of one message: a row is read whole for each list that it stands in. */
const MOST_KEYWORDS = 100;

/** Sets and clears flags and keywords; GONE for a message that is not there, TOO_LARGE for one with too many of them. */
export async function setMarks(
  archive: Archive,
  locators: readonly string[],
  change: FlagChange,
  undo = false,
): Promise<Change> {
  const backs = new Map<string, FlagChange>();
  const full = new Set<string>();
  const { outcomes, touched } = await inBatches(archive, locators, async (trx, batch) => {
    const all: Row[] = await trx
      .selectFrom('archive_message')
      .select(COLUMNS)
      .where('archive_id', '=', archive.id)
      .where('locator', 'in', batch)
      .execute();
    const { addKeywords = [], removeKeywords = [] } = change;
    const isFull = ({ keywords }: Row): boolean =>
      addKeywords.length > 0 && changed(keywords, change).length > MOST_KEYWORDS;
    for (const { locator } of all.filter(isFull)) full.add(locator);
    const rows = all.filter(({ locator }) => !full.has(locator));
    await write(archive, trx, rows, flagColumns(change.add, change.remove));
    if (addKeywords.length + removeKeywords.length > 0)
      for (const [keywords, group] of Map.groupBy(rows, (row) =>
        JSON.stringify(changed(row.keywords, change)),
      ))
        await write(archive, trx, group, { keywords });
    for (const row of undo ? rows : []) {
      const back = undoOf(row, change);
      if (back !== null) backs.set(row.locator, back);
    }
    return rows;
  });
  return {
    outcomes: outcomes.map((outcome) => {
      if (full.has(outcome.locator)) return { locator: outcome.locator, error: tooMany() };
      const back = backs.get(outcome.locator);
      return 'error' in outcome || back === undefined ? outcome : { ...outcome, undo: back };
    }),
    touched,
  };
}

async function write(
  archive: Archive,
  trx: Kysely<Schema>,
  rows: readonly Row[],
  columns: ReturnType<typeof flagColumns>,
): Promise<void> {
  if (rows.length === 0 || Object.keys(columns).length === 0) return;
  await trx
    .updateTable('archive_message')
    .set(columns)
    .where('archive_id', '=', archive.id)
    .where(
      'locator',
      'in',
      rows.map(({ locator }) => locator),
    )
    .execute();
}

const tooMany = (): MailError =>
  new MailError('TOO_LARGE', { message: `A message has at most ${MOST_KEYWORDS} labels.` });

const read = (keywords: string): string[] => JSON.parse(keywords) as string[];

/** Compared without regard to case, as IMAP does; the first spelling stays. */
const among = (keywords: readonly string[]): ((keyword: string) => boolean) => {
  const known = new Set(keywords.map((keyword) => keyword.toLowerCase()));
  return (keyword) => known.has(keyword.toLowerCase());
};

function changed(before: string, { addKeywords = [], removeKeywords = [] }: FlagChange): string[] {
  const isRemoved = among(removeKeywords);
  const kept = read(before).filter((keyword) => !isRemoved(keyword));
  const isKept = among(kept);
  return [...kept, ...addKeywords.filter((keyword) => !isKept(keyword))];
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
