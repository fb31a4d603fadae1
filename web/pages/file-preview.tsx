// One file over the whole page: a picture, a text, a film, a message. Esc or the cross closes it, arrows and swipes go
// on to the next. A newcomer's trap: texts and messages come as documents for the sandboxed frame; nothing of a file
// is ever put into this page.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ShownFile } from '../components/attachment-list.tsx';
import { Icon } from '../components/icon.tsx';
import { formatBytes, nameParts } from '../lib/files.ts';
import { onSwipe } from '../lib/page-swipe.ts';
import { t } from '../lib/t.ts';
import { FileDocument } from './file-document.tsx';
import './file-preview.css';

interface Props {
  files: readonly ShownFile[];
  first: ShownFile;
  onClose(): void;
}

export function FilePreview({ files, first, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [shown, setShown] = useState(first);
  const all = files.filter(({ preview }) => preview && preview.kind !== 'PDF');
  const at = all.findIndex(({ id }) => id === shown.id);
  const go = (step: number): void => {
    const next = all[at + step];
    if (next) setShown(next);
  };
  const act = useRef(go);
  act.current = go;

  useEffect(() => {
    const element = dialog.current;
    if (!element) return;
    const before = document.activeElement;
    element.showModal();
    // Where two fingers made it larger, one finger moves about in it.
    const undo = onSwipe(element, (to) => {
      if ((visualViewport?.scale ?? 1) < 1.05) act.current(to === 'START' ? 1 : -1);
    });
    return () => {
      undo();
      element.close();
      queueMicrotask(() => {
        if (before instanceof HTMLElement && before.isConnected) before.focus();
      });
    };
  }, []);

  const [stem, ending] = nameParts(shown.filename);
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      const forward = (event.key === 'ArrowRight') === (document.dir !== 'rtl');
      go(forward ? 1 : -1);
    }
    // The list behind it listens to keys of its own.
    event.stopPropagation();
  };
  return (
    <dialog
      ref={dialog}
      class="file-preview"
      aria-label={stem + ending}
      onKeyDown={onKey}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header class="file-preview-bar">
        <button type="button" class="icon-button" aria-label={t('file.close')} onClick={onClose}>
          <Icon name="close" />
        </button>
        <span class="file-preview-name">
          <bdi>
            <span class="file-stem">{stem}</span>
            <span>{ending}</span>
          </bdi>
          <small>{formatBytes(shown.size)}</small>
        </span>
        {all.length > 1 && (
          <>
            <Step name="back" label="file.previous" off={at <= 0} act={() => go(-1)} />
            <Step name="forward" label="file.next" off={at >= all.length - 1} act={() => go(1)} />
          </>
        )}
        <a
          class="icon-button"
          href={shown.url}
          download={stem + ending}
          aria-label={t('file.download', { name: stem + ending })}
        >
          <Icon name="download" />
        </a>
      </header>
      <Stage key={shown.id} file={shown} onMailto={onClose} />
    </dialog>
  );
}

interface StepProps {
  name: 'back' | 'forward';
  label: 'file.previous' | 'file.next';
  off: boolean;
  act(): void;
}

function Step({ name, label, off, act }: StepProps) {
  return (
    <button
      type="button"
      class={`icon-button file-preview-${name}`}
      aria-label={t(label)}
      disabled={off}
      onClick={act}
    >
      <Icon name="chevron" />
    </button>
  );
}

function Stage({ file, onMailto }: { file: ShownFile; onMailto(): void }) {
  const [failed, setFailed] = useState(false);
  const kind = file.preview?.kind;
  const url = file.preview?.url ?? '';
  const fail = (): void => setFailed(true);
  if (failed) return <p class="file-preview-failed">{t('file.failed')}</p>;
  if (kind === 'IMAGE')
    return (
      <div class="file-preview-stage">
        <img src={url} alt={nameParts(file.filename).join('')} onError={fail} />
      </div>
    );
  if (kind === 'VIDEO' || kind === 'AUDIO') {
    const Player = kind === 'VIDEO' ? 'video' : 'audio';
    return (
      <div class="file-preview-stage">
        {/* biome-ignore lint/a11y/useMediaCaption: what came by mail has none */}
        <Player src={url} controls playsInline preload="metadata" onError={fail} />
      </div>
    );
  }
  return <FileDocument file={file} onMailto={onMailto} />;
}
