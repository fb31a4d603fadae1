// The files of a message as tiles. A newcomer's trap: names come from outside; they are shown cleaned, in a
// <bdi>, and their ending is never cut.
import { badgeOf, formatBytes, nameParts } from '../lib/files.ts';
import { t } from '../lib/t.ts';
import './attachment-list.css';

export interface ShownFile {
  id: string;
  filename: string;
  size: number;
  url: string;
}

export function AttachmentList({ files }: { files: readonly ShownFile[] }) {
  if (files.length === 0) return null;
  return (
    <ul class="files" aria-label={t('file.list', { count: files.length })}>
      {files.map((file) => (
        <li key={file.id}>
          <a class="file" href={file.url} download={nameParts(file.filename).join('')}>
            <FileFace filename={file.filename} detail={formatBytes(file.size)} />
          </a>
        </li>
      ))}
    </ul>
  );
}

/** Badge, name and a second line; the inside of a tile. */
export function FileFace({ filename, detail }: { filename: string; detail: string }) {
  const [stem, ending] = nameParts(filename);
  return (
    <>
      <i class="file-badge" aria-hidden="true">
        {badgeOf(filename)}
      </i>
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
