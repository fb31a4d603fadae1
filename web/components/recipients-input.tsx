// To, Cc and Bcc: people as chips and a field for the next one. A newcomer's trap: nothing that was typed is
// ever dropped; what is no address becomes a chip that says so, and opening a chip puts its text back.
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import {
  addRecipients,
  isComplete,
  type RecipientEntry,
  readRecipients,
  writeRecipient,
} from '../lib/recipients.ts';
import { t } from '../lib/t.ts';
import { Icon } from './icon.tsx';
import './recipients-input.css';

interface Props {
  label: string;
  entries: readonly RecipientEntry[];
  typing: string;
  onChange(entries: RecipientEntry[], typing: string): void;
  /** Takes the focus when it appears. */
  focusFirst?: boolean;
  /** At the end of the row. */
  children?: ComponentChildren;
}

export function RecipientsInput({ label, entries, typing, onChange, focusFirst, children }: Props) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState('');
  const wrong = entries.filter((entry) => !entry.valid);

  useEffect(() => {
    if (focusFirst) input.current?.focus();
  }, [focusFirst]);

  const take = (text: string): void => {
    const more = readRecipients(text);
    if (more.length > 0) setSaid(t('compose.added', { names: more.map(nameOf).join(', ') }));
    onChange(addRecipients(entries, more), '');
  };
  const remove = (entry: RecipientEntry): void => {
    setSaid(t('compose.removed', { name: nameOf(entry) }));
    onChange(
      entries.filter((other) => other !== entry),
      typing,
    );
    input.current?.focus();
  };
  const reopen = (entry: RecipientEntry): void => {
    const others = entries.filter((other) => other !== entry);
    onChange(
      addRecipients(others, readRecipients(typing)),
      entry.valid ? writeRecipient(entry) : entry.address,
    );
    input.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      if (typing !== '') take(typing);
    } else if (event.key === 'Tab' && typing.trim() !== '') take(typing);
    else if (event.key === 'Backspace' && typing === '') {
      const last = entries.at(-1);
      if (!last) return;
      event.preventDefault();
      reopen(last);
    }
  };

  return (
    <div class="recipients">
      <label class="recipients-label" for={id}>
        {label}
      </label>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a tap beside the chips means the field, which has the focus order */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: as above */}
      <div
        class="recipients-box"
        onClick={(event) => {
          if (event.target === event.currentTarget) input.current?.focus();
        }}
      >
        {entries.map((entry) => (
          <Chip
            key={entry.address}
            entry={entry}
            onOpen={() => reopen(entry)}
            onRemove={() => remove(entry)}
          />
        ))}
        <input
          ref={input}
          id={id}
          type="text"
          inputmode="email"
          value={typing}
          autocomplete="email"
          autocapitalize="off"
          autocorrect="off"
          spellcheck={false}
          enterkeyhint="next"
          aria-describedby={wrong.length > 0 ? `${id}-wrong` : undefined}
          aria-invalid={wrong.length > 0}
          onInput={(event) => {
            const text = event.currentTarget.value;
            if (isComplete(text)) take(text);
            else onChange([...entries], text);
          }}
          onPaste={(event) => {
            const text = event.clipboardData?.getData('text/plain') ?? '';
            if (!isComplete(text) && !readRecipients(text)[0]?.valid) return;
            event.preventDefault();
            take(typing + text);
          }}
          onKeyDown={onKeyDown}
          onBlur={() => {
            if (typing !== '') take(typing);
          }}
        />
        {wrong.length > 0 && (
          <p class="recipients-wrong" id={`${id}-wrong`}>
            {t('compose.notAnAddress', { text: wrong.map((entry) => entry.address).join(', ') })}
          </p>
        )}
      </div>
      {children}
      <span class="only-read" role="status">
        {said}
      </span>
    </div>
  );
}

function Chip({ entry, onOpen, onRemove }: { entry: RecipientEntry; onOpen(): void; onRemove(): void }) {
  return (
    <span class={`recipient${entry.valid ? '' : ' recipient-wrong'}`}>
      <button type="button" class="recipient-name" title={writeRecipient(entry)} onClick={onOpen}>
        {!entry.valid && <Icon name="warning" />}
        <bdi>{nameOf(entry)}</bdi>
      </button>
      <button
        type="button"
        class="recipient-remove"
        aria-label={t('compose.remove', { name: nameOf(entry) })}
        onClick={onRemove}
      >
        <Icon name="close" />
      </button>
    </span>
  );
}

const nameOf = (entry: RecipientEntry): string => entry.name || entry.address;
