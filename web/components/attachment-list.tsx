// The files of a message as tiles. A newcomer's trap: names come from outside; they are shown cleaned, in a
// <bdi>, and their ending is never cut.
import { badgeOf, formatBytes, nameParts } from '../lib/files.ts';
import { t } from '../lib/t.ts';
import { Icon } from './icon.tsx';
import './attachment-list.css';

export interface ShownFile {
  id: string;
  filename: string;
  size: number;
  url: string;
  thumbnailUrl?: string | null;
  note?: string | null;
  preview?: { kind: string; url: string } | null;
}

interface Props {
  files: readonly ShownFile[];
  /** All of them as one file. */
  allUrl?: string | null | undefined;
  /** Shows one in place. */
  onOpen(file: ShownFile): void;
}

export function AttachmentList({ files, allUrl, onOpen }: Props) {
  if (files.length === 0) return null;
  return (
    <>
      <ul class="files" aria-label={t('file.list', { count: files.length })}>
        {files.map((file) => (
          <li key={file.id}>
            <FileTile file={file} onOpen={() => onOpen(file)} />
          </li>
        ))}
      </ul>
      {allUrl && files.length > 1 && (
        <a class="files-all" href={allUrl} download>
          <Icon name="download" />
          {t('file.all')}
        </a>
      )}
    </>
  );
}

function FileTile({ file, onOpen }: { file: ShownFile; onOpen(): void }) {
  const name = nameParts(file.filename).join('');
  const face = (
    <FileFace
      filename={file.filename}
      detail={file.note ?? formatBytes(file.size)}
      picture={file.thumbnailUrl ?? null}
    />
  );
  if (!file.preview)
    return (
      <a class="file" href={file.url} download={name}>
        {face}
      </a>
    );
  return (
    <div class="file file-two">
      {file.preview.kind === 'PDF' ? (
        // In a page of its own: the browser's viewer does not open in a frame of ours.
        <a class="file-open" href={file.preview.url} target="_blank" rel="noopener">
          {face}
        </a>
      ) : (
        <button type="button" class="file-open" aria-label={t('file.open', { name })} onClick={onOpen}>
          {face}
        </button>
      )}
      <a class="file-save" href={file.url} download={name} aria-label={t('file.download', { name })}>
        <Icon name="download" />
      </a>
    </div>
  );
}

interface FaceProps {
  filename: string;
  detail: string;
  /** A small picture of it. */
  picture?: string | null;
}

/** Picture or badge, name and a second line; the inside of a tile. */
export function FileFace({ filename, detail, picture = null }: FaceProps) {
  const [stem, ending] = nameParts(filename);
  return (
    <>
      {picture === null ? (
        <i class="file-badge" aria-hidden="true">
          {badgeOf(filename)}
        </i>
      ) : (
        <img class="file-thumbnail" src={picture} alt="" loading="lazy" decoding="async" />
      )}
      <span class="file-text">
        <bdi class="file-name">
          <span class="file-stem">{stem}</span>
          <span>{ending}</span>
        </bdi>
        <small>{detail}</small>
      </span>
    </>
  );
}
