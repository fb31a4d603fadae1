// What a message is made of: its header fields as a table, or its source as it is stored. A newcomer's trap: the source
// is read as it comes in and only so far; the rest is for the download.
import { useEffect, useState } from 'preact/hooks';
import { type ApiError, toApiError } from '../api/client.ts';
import { Choice } from '../components/choice.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Note } from '../components/note.tsx';
import { t } from '../lib/t.ts';
import { loadSource, type Source } from '../state/source.ts';
import { type HeaderField, loadFields } from '../state/trust.ts';
import './message-source.css';

const VIEWS = ['headers', 'source'] as const;
type View = (typeof VIEWS)[number];

interface Props {
  id: string;
  rawUrl: string;
  onClose(): void;
}

export function MessageSource({ id, rawUrl, onClose }: Props) {
  const [view, setView] = useState<View>('headers');
  return (
    <Dialog
      title={t('source.title')}
      wide
      onClose={onClose}
      actions={
        <>
          <a class="btn" href={rawUrl} download="">
            {t('message.download')}
          </a>
          <button type="button" class="btn btn-primary" onClick={onClose}>
            {t('action.close')}
          </button>
        </>
      }
    >
      <Choice
        options={VIEWS.map((value) => ({ value, label: t(`source.${value}`) }))}
        value={view}
        onChange={(chosen) => setView(chosen)}
      />
      {view === 'headers' ? <Fields id={id} /> : <Raw url={rawUrl} />}
    </Dialog>
  );
}

/** What a view shows: what is being read, what came, or why it did not. */
function useLoaded<T>(load: (signal: AbortSignal) => Promise<T>, key: string): [T | null, ApiError | null] {
  const [loaded, setLoaded] = useState<T | null>(null);
  const [trouble, setTrouble] = useState<ApiError | null>(null);
  useEffect(() => {
    const control = new AbortController();
    load(control.signal).then(setLoaded, (error) => {
      if (!control.signal.aborted) setTrouble(toApiError(error));
    });
    return () => control.abort();
  }, [key]);
  return [loaded, trouble];
}

function Trouble({ error }: { error: ApiError }) {
  return (
    <Note icon="warning" quotation={error.serverText} live>
      {error.message}
    </Note>
  );
}

function Fields({ id }: { id: string }) {
  const [fields, trouble] = useLoaded<readonly HeaderField[]>((signal) => loadFields(id, signal), id);
  if (trouble) return <Trouble error={trouble} />;
  return (
    <dl class="source-fields" aria-busy={fields === null}>
      {fields?.map(({ name, value }, at) => (
        <div key={at}>
          <dt>{name}</dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Raw({ url }: { url: string }) {
  const [source, trouble] = useLoaded<Source>((signal) => loadSource(url, signal), url);
  if (trouble) return <Trouble error={trouble} />;
  return (
    <>
      {source?.cut && <Note icon="info">{t('source.cut')}</Note>}
      <pre class="source-raw" aria-busy={source === null} dir="ltr">
        {source?.text}
      </pre>
    </>
  );
}
