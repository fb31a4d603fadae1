// The few questions that are asked while writing, each with a safe answer. A newcomer's trap: closing the
// dialog never sends and never throws anything away.
import { Dialog } from '../components/dialog.tsx';
import { visible } from '../lib/files.ts';
import { t } from '../lib/t.ts';
import {
  type Doubt,
  doubtsOf,
  type Fields,
  RECIPIENT_FIELDS,
  recipientsOf,
} from '../state/compose-fields.ts';

export type Question =
  | { kind: 'NOBODY' }
  | { kind: 'NO_ADDRESS'; text: string }
  | { kind: 'NO_SUBJECT' | 'NO_FILE' | 'CHANGED' | 'DISCARD'; onYes(): void };

/** What must be settled before this can be sent; null when nothing is. `onYes` hears which doubt was waved aside. */
export function questionBefore(
  fields: Fields,
  asked: readonly Doubt[],
  onYes: (doubt: Doubt) => void,
): Question | null {
  const people = RECIPIENT_FIELDS.flatMap((field) => recipientsOf(fields, field));
  const wrong = people.find((entry) => !entry.valid);
  if (people.length === 0) return { kind: 'NOBODY' };
  if (wrong) return { kind: 'NO_ADDRESS', text: wrong.address };
  const doubt = doubtsOf(fields, t('compose.fileWords').split(',')).find((kind) => !asked.includes(kind));
  return doubt === undefined ? null : { kind: doubt, onYes: () => onYes(doubt) };
}

interface Props {
  question: Question;
  sentHref: string | null;
  onClose(): void;
}

export function ComposeQuestion({ question, sentHref, onClose }: Props) {
  const text = textsOf(question);
  const yes = (): void => {
    onClose();
    if ('onYes' in question) question.onYes();
  };
  return (
    <Dialog
      key={question.kind}
      title={text.title}
      onClose={onClose}
      actions={
        <>
          {question.kind === 'CHANGED' && sentHref && (
            <a class="btn" href={sentHref} data-route onClick={onClose}>
              {t('compose.lookInSent')}
            </a>
          )}
          <button type="button" class="btn" onClick={onClose}>
            {text.no}
          </button>
          {text.yes && (
            <button
              type="button"
              class={`btn ${question.kind === 'DISCARD' ? 'btn-bad' : 'btn-primary'}`}
              onClick={yes}
            >
              {text.yes}
            </button>
          )}
        </>
      }
    >
      <p>{text.body}</p>
    </Dialog>
  );
}

interface Texts {
  title: string;
  body: string;
  no: string;
  yes?: string;
}

function textsOf(question: Question): Texts {
  const back = t('compose.goBack');
  switch (question.kind) {
    case 'NOBODY':
      return { title: t('compose.nobody'), body: t('compose.nobodyText'), no: back };
    case 'NO_ADDRESS':
      return {
        title: t('compose.noAddress', { text: visible(question.text) }),
        body: t('compose.noAddressText'),
        no: back,
      };
    case 'NO_SUBJECT':
      return {
        title: t('compose.noSubject'),
        body: t('compose.noSubjectText'),
        no: back,
        yes: t('compose.sendAnyway'),
      };
    case 'NO_FILE':
      return {
        title: t('compose.noFile'),
        body: t('compose.noFileText'),
        no: back,
        yes: t('compose.sendAnyway'),
      };
    case 'CHANGED':
      return {
        title: t('compose.changed'),
        body: t('compose.changedText'),
        no: back,
        yes: t('compose.sendThisToo'),
      };
    case 'DISCARD':
      return {
        title: t('compose.discardTitle'),
        body: t('compose.discardText'),
        no: t('compose.keep'),
        yes: t('compose.discard'),
      };
  }
}
