// The tables, as Kysely sees them. The columns of a table are described beside the SQL that makes them, in
// migrations/; this file only puts the owners' tables together. Times are milliseconds since 1970 in UTC.
import type { VaultTables } from './migrations/001-vault.ts';
import type { ArchiveTables } from './migrations/002-archive.ts';
import type { SubmissionTables } from './migrations/003-submissions.ts';
import type { ImageTables } from './migrations/005-images.ts';

export interface Schema extends VaultTables, ArchiveTables, SubmissionTables, ImageTables {
  migration: { name: string; applied_at: number };
}
