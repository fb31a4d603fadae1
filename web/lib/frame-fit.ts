// Makes a frame as high as its content and fits what is wider than the screen. A newcomer's trap: content can
// be written to grow with its frame (height: 100%), so changes are counted and the fitting stops in the end.

/** Wide mail is made smaller down to this; what is wider still pans sideways. */
const SMALLEST = 0.4;
/** More changes than this for one width are a loop and not content. */
const MOST_CHANGES = 30;

/** Fits now and whenever the content or the box changes its size, until the function it returns is called. */
export function fitFrame(box: HTMLElement, frame: HTMLIFrameElement, content: Document): () => void {
  let width = -1;
  let changes = 0;

  const fit = (): void => {
    const room = box.clientWidth;
    if (room === 0) return;
    if (room !== width) {
      width = room;
      changes = 0;
      frame.style.inlineSize = `${room}px`;
    }
    if (changes > MOST_CHANGES) return;
    const wide = Math.max(content.documentElement.scrollWidth, content.body.scrollWidth);
    if (wide > frame.clientWidth + 1) frame.style.inlineSize = `${wide}px`;
    const scale = Math.max(SMALLEST, Math.min(1, room / frame.clientWidth));
    const height = heightOf(content);
    const [before, after] = [box.style.blockSize, `${Math.ceil(height * scale)}px`];
    if (before === after) return;
    changes += 1;
    frame.style.blockSize = `${height}px`;
    frame.style.transform = scale < 1 ? `scale(${scale})` : '';
    box.style.blockSize = after;
    const pans = frame.clientWidth * scale > room + 1;
    box.style.overflowX = pans ? 'auto' : 'hidden';
    // A finger along the line is for going to another message; left to the browser it would also go back.
    content.documentElement.style.touchAction = pans ? '' : 'pan-y pinch-zoom';
  };

  const observer = new ResizeObserver(fit);
  observer.observe(box);
  observer.observe(content.documentElement);
  observer.observe(content.body);
  fit();
  return () => observer.disconnect();
}

/** The root's own box, because its scrollHeight is never less than the frame is high. */
function heightOf(content: Document): number {
  const root = content.documentElement.getBoundingClientRect().height;
  const body = content.body.getBoundingClientRect();
  return Math.ceil(Math.max(root, body.top + Math.max(body.height, content.body.scrollHeight)));
}
