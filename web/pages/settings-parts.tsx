// Pieces that the parts of the settings share: a card with a heading, an action that can fail, a secret that is
// shown once.
import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { type ApiError, toApiError } from '../api/client.ts';
import { Icon } from '../components/icon.tsx';
import { Note } from '../components/note.tsx';
import { t } from '../lib/t.ts';

export function Section({
  title,
  text,
  children,
}: {
  title: string;
  text?: string;
  children?: ComponentChildren;
}) {
  const id = useId();
  return (
    <section class="settings-section" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {text && <p>{text}</p>}
      {children}
    </section>
  );
}

export interface Action {
  busy: boolean;
  trouble: ApiError | null;
  /** Runs something that may fail; answers whether it worked. */
  run(act: () => Promise<void>): Promise<boolean>;
}

export function useAction(): Action {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<ApiError | null>(null);
  const run = async (act: () => Promise<void>): Promise<boolean> => {
    setBusy(true);
    setTrouble(null);
    try {
      await act();
      return true;
    } catch (error) {
      setTrouble(toApiError(error));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, trouble, run };
}

export function ActionTrouble({ action }: { action: Action }) {
  if (!action.trouble) return null;
  return (
    <Note icon="warning" tone="bad" quotation={action.trouble.serverText} live>
      {action.trouble.message}
    </Note>
  );
}

/** A secret with its Copy button. It is nowhere else, so the text says what to do with it. */
export function Secret({ label, value, text }: { label: string; value: string; text: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    // Outside https there is no clipboard; the value can be selected instead.
    await navigator.clipboard?.writeText(value).then(
      () => setCopied(true),
      () => {},
    );
  };
  return (
    <div class="secret">
      <output aria-label={label}>{value}</output>
      <p>{text}</p>
      {navigator.clipboard && (
        <button type="button" class="btn" onClick={() => void copy()}>
          <Icon name={copied ? 'check' : 'copy'} />
          <span role="status">{t(copied ? 'settings.copied' : 'settings.copy')}</span>
        </button>
      )}
    </div>
  );
}
