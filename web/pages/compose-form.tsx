// The sheet on which a message is written. A newcomer's trap: nothing here holds text of its own; every key
// goes through compose.update, which keeps it on the device before anything else happens.
import { useEffect, useRef, useState } from 'preact/hooks';
import { GrowingText } from '../components/growing-text.tsx';
import { Icon } from '../components/icon.tsx';
import { RecipientsInput } from '../components/recipients-input.tsx';
import { joinQuote } from '../lib/quote.ts';
import { t } from '../lib/t.ts';
import type { Compose } from '../state/compose.ts';
import { type Doubt, isBlank, type RecipientField } from '../state/compose-fields.ts';
import type { ComposeFiles } from '../state/compose-files.ts';
import { ComposeAttachments } from './compose-attachments.tsx';
import { ComposeOutcome, SavingLine } from './compose-outcome.tsx';
import { ComposeQuestion, type Question, questionBefore } from './compose-question.tsx';

export interface ComposeAccount {
  id: string;
  name: string;
  address: string;
}

interface Props {
  compose: Compose;
  files: ComposeFiles;
  accounts: readonly ComposeAccount[];
  /** Where the account's sent mail is, as an address in the app. */
  sentHref: string | null;
  onClose(): void;
  onDiscard(): void;
}

export function ComposeForm({ compose, files, accounts, sentHref, onClose, onDiscard }: Props) {
  const fields = compose.fields.value;
  const sending = compose.phase.value === 'SENDING';
  // What went out to some can't be changed any more; its outcome says how to go on.
  const closed = sending || compose.phase.value === 'PARTLY_SENT';
  const [copies, setCopies] = useState(() => fields.cc.length + fields.bcc.length > 0);
  const [question, setQuestion] = useState<Question | null>(null);
  const [dropping, setDropping] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const text = useRef<HTMLTextAreaElement>(null);
  const [addressed] = useState(fields.to.length > 0);

  // Where it is known who it goes to, the text is next, above the quotation.
  useEffect(() => {
    if (!addressed) return;
    text.current?.focus();
    if (compose.pristine) text.current?.setSelectionRange(0, 0);
  }, [addressed, compose]);

  const send = (asked: readonly Doubt[] = []): void => {
    const next = questionBefore(fields, asked, (doubt) => send([...asked, doubt]));
    setQuestion(next);
    if (!next) void compose.send(() => files.ready());
  };
  const trySend = (): void => {
    if (compose.changedSinceAttempt.value) setQuestion({ kind: 'CHANGED', onYes: () => send() });
    else send();
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    // A question on top has its own Esc.
    if (event.isComposing || event.defaultPrevented || question) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      trySend();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      onClose();
    }
  };

  const people = (field: RecipientField, focusFirst = false) => (
    <RecipientsInput
      label={t(`compose.${field}`)}
      entries={fields[field]}
      typing={fields.typing[field]}
      focusFirst={focusFirst}
      onChange={(entries, typing) =>
        compose.update({ [field]: entries, typing: { ...compose.fields.value.typing, [field]: typing } })
      }
    >
      {field === 'to' && !copies && (
        <button type="button" class="compose-copies" onClick={() => setCopies(true)}>
          {t('compose.copies')}
        </button>
      )}
    </RecipientsInput>
  );

  return (
    <form
      class={`compose${dropping ? ' compose-drop' : ''}`}
      aria-label={titleOf(compose)}
      onSubmit={(event) => {
        event.preventDefault();
        trySend();
      }}
      onKeyDown={onKeyDown}
      onPaste={(event) => {
        if (event.clipboardData?.files.length) files.add(event.clipboardData.files);
      }}
      onDragOver={(event) => {
        if (!event.dataTransfer?.types.includes('Files')) return;
        event.preventDefault();
        setDropping(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setDropping(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setDropping(false);
        if (event.dataTransfer) files.add(event.dataTransfer.files);
      }}
    >
      <header class="compose-bar">
        <button type="button" class="icon-button" aria-label={t('compose.close')} onClick={onClose}>
          <Icon name="close" />
        </button>
        <h1>{titleOf(compose)}</h1>
        <button type="submit" class="btn btn-primary compose-send" disabled={closed} aria-busy={sending}>
          <Icon name="sent" />
          {t(sending ? 'compose.sending' : 'compose.send')}
        </button>
      </header>
      <ComposeOutcome compose={compose} sentHref={sentHref} onAgain={trySend} onDone={onClose} />
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a tap on the empty sheet means the text, which has the focus order */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: as above */}
      <div
        class={`compose-scroll${fields.quote === '' ? '' : ' compose-quoted'}`}
        inert={closed}
        onClick={(event) => {
          if (event.target === event.currentTarget) text.current?.focus();
        }}
      >
        {accounts.length > 1 && (
          <label class="compose-row">
            <span>{t('compose.from')}</span>
            <select
              value={fields.accountId}
              onChange={(event) => compose.update({ accountId: event.currentTarget.value })}
            >
              {accounts.map((account) => (
                <option key={account.id} value={account.id}>
                  {account.address}
                </option>
              ))}
            </select>
          </label>
        )}
        {people('to', !addressed)}
        {copies && people('cc')}
        {copies && people('bcc')}
        <label class="compose-row">
          <span>{t('compose.subject')}</span>
          <input
            type="text"
            value={fields.subject}
            maxLength={900}
            autocomplete="off"
            enterkeyhint="next"
            onInput={(event) => compose.update({ subject: event.currentTarget.value })}
          />
        </label>
        <GrowingText
          field={text}
          label={t('compose.text')}
          value={fields.text}
          onInput={(value) => compose.update({ text: value })}
        />
        {fields.quote !== '' && (
          <button
            type="button"
            class="compose-quote"
            aria-label={t('compose.showQuote')}
            title={t('compose.showQuote')}
            onClick={() => {
              compose.update({ text: joinQuote(fields), quote: '' });
              text.current?.focus();
            }}
          >
            <span aria-hidden="true">•••</span>
          </button>
        )}
        <ComposeAttachments compose={compose} files={files} />
      </div>
      <footer class="compose-foot" inert={closed}>
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          onChange={(event) => {
            files.add(event.currentTarget.files ?? []);
            event.currentTarget.value = '';
          }}
        />
        <button
          type="button"
          class="icon-button"
          aria-label={t('compose.attach')}
          onClick={() => picker.current?.click()}
        >
          <Icon name="clip" />
        </button>
        <SavingLine compose={compose} />
        <button
          type="button"
          class="icon-button"
          aria-label={t('compose.discard')}
          onClick={() => (isBlank(fields) ? onDiscard() : setQuestion({ kind: 'DISCARD', onYes: onDiscard }))}
        >
          <Icon name="trash" />
        </button>
      </footer>
      {question && (
        <ComposeQuestion question={question} sentHref={sentHref} onClose={() => setQuestion(null)} />
      )}
    </form>
  );
}

function titleOf(compose: Compose): string {
  const how = compose.fields.value.answers?.how;
  return t(
    how === 'REPLY' ? 'compose.titleReply' : how === 'FORWARD' ? 'compose.titleForward' : 'compose.titleNew',
  );
}
