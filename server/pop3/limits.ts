// Every time and size limit of this floor in one table, so that tests can shorten them. A newcomer's trap:
// `interactiveMs` is how long a person waits, not how long the work may take: a slow fetch goes on without them.

export interface Limits {
  /** From a command to its reply. */
  commandMs: number;
  /** Without a byte of a long answer, or before it begins. */
  dataMs: number;
  /** Until a request of a person is answered. */
  interactiveMs: number;
  /** How long a list waits for texts that are on their way, so that it can show how they begin. */
  previewMs: number;
  /** How long a deletion waits for the server before it is left for later. */
  deleteMs: number;
  /** A session stays open this long after its last use. */
  lingerMs: number;
  /** Between two looks for new mail while someone watches. */
  checkMs: number;
  /** The first pause after the server asked us to stay away; doubled each time up to maxBackOffMs. */
  backOffMs: number;
  maxBackOffMs: number;
  /** A message that is larger is not fetched. */
  messageBytes: number;
  /** Of a header only this much is looked at. */
  headerBytes: number;
  /** Of a status line, and of one line of a listing. */
  lineBytes: number;
  /** Messages in a maildrop, and lines in a listing. */
  listLines: number;
  /** Commands on the wire without an answer, where the server allows it; also the size of a batch of headers. */
  window: number;
}

export const LIMITS: Limits = {
  commandMs: 10_000,
  dataMs: 30_000,
  interactiveMs: 10_000,
  previewMs: 500,
  deleteMs: 5_000,
  lingerMs: 15_000,
  checkMs: 60_000,
  backOffMs: 2_000,
  maxBackOffMs: 300_000,
  messageBytes: 150 * 1024 * 1024,
  headerBytes: 256 * 1024,
  lineBytes: 4096,
  listLines: 1_000_000,
  window: 50,
};
