// The submission server of the demo in front of a private Dovecot, stopped when the file's tests are over.
// A newcomer's trap: `refuse` is asked only after the server's own checks (known user, own address) passed.

import { type Submission, type SubmissionOptions, startSubmission as start } from '../../demo/submission.ts';
import { atEnd } from './cleanup.ts';
import { ALICE, BOB, type Dovecot, PETE } from './dovecot.ts';

export type { Submission } from '../../demo/submission.ts';

/** Knows ALICE, BOB and PETE unless told otherwise, and delivers to them. */
export async function startSubmission(
  dovecot: Dovecot,
  options: Partial<SubmissionOptions> = {},
): Promise<Submission> {
  const submission = await start({
    users: [ALICE, BOB, PETE],
    lmtp: { host: dovecot.host, port: dovecot.lmtp },
    certFile: dovecot.certFile,
    keyFile: dovecot.keyFile,
    ...options,
  });
  atEnd(() => submission.stop());
  return submission;
}
