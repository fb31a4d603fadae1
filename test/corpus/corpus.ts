// All messages of the corpus, each with a name of its own.
import { ADDRESSES } from './addresses.ts';
import type { CorpusMessage } from './build.ts';
import { CHARSETS } from './charsets.ts';
import { CONTAINERS } from './containers.ts';
import { DAMAGE } from './damage.ts';
import { DATES } from './dates.ts';
import { PARAMS } from './params.ts';
import { PLAIN } from './plain.ts';
import { STRUCTURE } from './structure.ts';
import { TRANSFER } from './transfer.ts';
import { WORDS } from './words.ts';

export type { CorpusMessage, Expected, ExpectedFile } from './build.ts';

export const CORPUS: readonly CorpusMessage[] = [
  ...[WORDS, DATES, ADDRESSES, PARAMS, TRANSFER, CHARSETS, PLAIN, STRUCTURE, CONTAINERS, DAMAGE],
].flat();
