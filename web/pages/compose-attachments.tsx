// The files of a message that is being written: tiles with their progress, and a way to take each off again.
import { FileFace } from '../components/attachment-list.tsx';
import { Icon } from '../components/icon.tsx';
import { formatBytes, visible } from '../lib/files.ts';
import { t } from '../lib/t.ts';
import type { Compose } from '../state/compose.ts';
import { type ComposeFile, isStored } from '../state/compose-fields.ts';
import type { ComposeFiles, Transfer } from '../state/compose-files.ts';

export function ComposeAttachments({ compose, files }: { compose: Compose; files: ComposeFiles }) {
  const entries = compose.fields.value.files;
  if (entries.length === 0) return null;
  const transfers = files.transfers.value;
  return (
    <ul class="files compose-files" aria-label={t('file.list', { count: entries.length })}>
      {entries.map((file) => (
        <li key={file.key}>
          <Tile
            file={file}
            transfer={transfers[file.key] ?? null}
            onRetry={() => void files.retry(file.key)}
            onRemove={() => files.remove(file.key)}
          />
        </li>
      ))}
    </ul>
  );
}

interface TileProps {
  file: ComposeFile;
  transfer: Transfer | null;
  onRetry(): void;
  onRemove(): void;
}

function Tile({ file, transfer, onRetry, onRemove }: TileProps) {
  const name = visible(file.filename);
  const failed = transfer?.trouble ?? null;
  const percent = Math.round((transfer?.part ?? 0) * 100);
  const moving = !isStored(file) && !failed;
  return (
    <div class={`file${failed ? ' file-failed' : ''}`}>
      <FileFace filename={file.filename} detail={detailOf(file, moving ? percent : null, failed?.message)} />
      {failed?.retryable && (
        <button type="button" class="icon-button" aria-label={t('file.retry', { name })} onClick={onRetry}>
          <Icon name="refresh" />
        </button>
      )}
      <button type="button" class="icon-button" aria-label={t('file.remove', { name })} onClick={onRemove}>
        <Icon name="close" />
      </button>
      {moving && (
        <progress
          class="file-progress"
          max={100}
          value={percent}
          aria-label={t('file.uploading', { name })}
        />
      )}
    </div>
  );
}

function detailOf(file: ComposeFile, percent: number | null, failure: string | undefined): string {
  if (failure !== undefined) return failure;
  const size = formatBytes(file.size);
  return percent === null ? size : t('file.progress', { percent, size });
}
