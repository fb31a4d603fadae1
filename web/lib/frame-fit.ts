// Makes a frame as high as its content and fits what is wider than the screen: smaller as a whole while its text
// stays readable, else with boxes that may shrink (postern-reflow in the server's document-style). A newcomer's
// trap: content can be written to grow with its frame (height: 100%), so changes are counted and end.

/** Wide mail is made smaller down to this; what is wider still pans sideways. */
const SMALLEST = 0.4;
/** Text that would be shown smaller than this, in CSS pixels, is hard to read on a phone. */
const READABLE = 9;
/** Text nodes that are looked at to know how large most of the text is. */
const MOST_TEXTS = 400;
const REFLOW = 'postern-reflow';
/** More changes than this for one width are a loop and not content. */
const MOST_CHANGES = 30;

/** Fits now and whenever the content or the box changes its size, until the function it returns is called. */
export function fitFrame(box: HTMLElement, frame: HTMLIFrameElement, content: Document): () => void {
  let width = -1;
  let changes = 0;
  const root = content.documentElement;

  const fit = (): void => {
    const room = box.clientWidth;
    if (room === 0) return;
    if (room !== width) {
      width = room;
      changes = 0;
      root.classList.remove(REFLOW);
      frame.style.inlineSize = `${room}px`;
    }
    if (changes > MOST_CHANGES) return;
    let wide = widthOf(content);
    if (wide > room + 1 && !root.classList.contains(REFLOW) && (textSize(content) * room) / wide < READABLE) {
      // For this width it stays so, whatever comes in later: going back and forth would be worse.
      root.classList.add(REFLOW);
      frame.style.inlineSize = `${room}px`;
      wide = widthOf(content);
    }
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
    root.style.touchAction = pans ? '' : 'pan-y pinch-zoom';
  };

  const observer = new ResizeObserver(fit);
  observer.observe(box);
  observer.observe(root);
  observer.observe(content.body);
  fit();
  return () => observer.disconnect();
}

const widthOf = (content: Document): number =>
  Math.max(content.documentElement.scrollWidth, content.body.scrollWidth);

/** In CSS pixels: half of the text is at least as large. */
function textSize(content: Document): number {
  const lengths = new Map<number, number>();
  const walker = content.createTreeWalker(content.body, NodeFilter.SHOW_TEXT);
  let total = 0;
  for (let looked = 0; looked < MOST_TEXTS && walker.nextNode(); ) {
    const length = walker.currentNode.textContent?.trim().length ?? 0;
    const parent = walker.currentNode.parentElement;
    if (length === 0 || !parent) continue;
    looked++;
    const size = Number.parseFloat(getComputedStyle(parent).fontSize);
    lengths.set(size, (lengths.get(size) ?? 0) + length);
    total += length;
  }
  let above = 0;
  for (const [size, length] of [...lengths].sort(([a], [b]) => b - a)) {
    above += length;
    if (above * 2 >= total) return size;
  }
  return READABLE;
}

/** The root's own box, because its scrollHeight is never less than the frame is high. */
function heightOf(content: Document): number {
  const root = content.documentElement.getBoundingClientRect().height;
  const body = content.body.getBoundingClientRect();
  return Math.ceil(Math.max(root, body.top + Math.max(body.height, content.body.scrollHeight)));
}
