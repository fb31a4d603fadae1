// The files of a message, and the one that is shown over the page. The preview is a part of its own, fetched when
// the first file is opened.
import { useState } from 'preact/hooks';
import { AttachmentList, type ShownFile } from '../components/attachment-list.tsx';
import { later } from '../components/later.tsx';

const FilePreview = later(() => import('./file-preview.tsx').then((part) => part.FilePreview));

interface Props {
  files: readonly ShownFile[];
  allUrl: string | null | undefined;
}

export function MessageFiles({ files, allUrl }: Props) {
  const [open, setOpen] = useState<ShownFile | null>(null);
  if (files.length === 0) return null;
  return (
    <div class="message-files">
      <AttachmentList files={files} allUrl={allUrl} onOpen={setOpen} />
      {open && <FilePreview key={open.id} files={files} first={open} onClose={() => setOpen(null)} />}
    </div>
  );
}
