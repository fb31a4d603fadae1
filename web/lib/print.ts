// Prints the open message: head, text and the names of its files, on white, at the width of a sheet. A newcomer's
// trap: a frame without scripts can't be printed by itself (its sandbox forbids it), so the page is printed around
// it, and the frame has to have the sheet's width and the message's full height before that.
import './print.css';

/** `loads`: the document is being loaded in another form first. Resolves when the dialog is closed. */
export async function printPage(loads: boolean): Promise<void> {
  const root = document.documentElement;
  root.classList.add('printing');
  try {
    if (loads) await loaded();
    // The frame follows its box, and the box its content, one frame of the screen after the other.
    for (let n = 0; n < 4; n++) await nextFrame();
    const title = document.title;
    document.title = document.querySelector('.message-subject')?.textContent?.trim() || title;
    window.print();
    document.title = title;
  } finally {
    root.classList.remove('printing');
  }
}

const LONGEST_MS = 10_000;

function loaded(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, LONGEST_MS);
    // The frame is drawn anew for another address; its load event reaches the page while capturing.
    document.addEventListener(
      'load',
      function onLoad(event) {
        const frame = event.target;
        if (!(frame instanceof HTMLIFrameElement) || frame.contentDocument?.URL === 'about:blank') return;
        document.removeEventListener('load', onLoad, true);
        clearTimeout(timer);
        resolve();
      },
      true,
    );
  });
}

const nextFrame = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => resolve()));
