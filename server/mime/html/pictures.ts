// Where the pictures of a message come from: its own parts, data in its text, or elsewhere. A newcomer's trap: what
// counts openings is left out whatever the person allowed, and everything else from elsewhere gets an address of ours
// or none; the sender's own address is never written into a document.
import { trackerOf } from './trackers.ts';

export interface PictureOptions {
  /** The URL of our own under which the picture with this Content-ID is served; null when there is none. */
  cidUrl(contentId: string): string | null;
  /** The same for a picture named by its Content-Location (RFC 2557). */
  locationUrl?(location: string): string | null;
  /** The same for a picture that lies elsewhere (an http or https URL, normal form); left out: none is shown. */
  remoteUrl?(url: string): string | null;
}

/** Raster data only: an SVG in an img runs nothing, but it is markup and may be huge. */
const DATA_IMAGE = /^data:image\/(?:png|jpe?g|gif|webp|avif|bmp);base64,[A-Za-z0-9+/=\s]{1,2000000}$/;
const MAX_DATA = 8_000_000;
/** The sealed form of a longer address would fit no request line. */
const MAX_URL = 4000;
const MAX_REMOTE = 5000;
const MAX_NAMES = 20;
/** Layout of the last century: one clear pixel of the sender's own, blown up or not. */
const SPACER = /\/(?:spacer|blank|clear|transparent|shim|space|dot|trans|empty)[\w-]{0,20}\.(?:gif|png)$/i;

export class Pictures {
  readonly #options: PictureOptions;
  readonly #remote = new Set<string>();
  readonly #trackers = new Set<string>();
  #dataLength = 0;

  constructor(options: PictureOptions) {
    this.#options = options;
  }

  /** Different pictures that lie elsewhere, shown or not, without those that count openings. */
  get remote(): number {
    return this.#remote.size;
  }

  /** Services that count openings; the host's name where the service is not known. */
  get trackers(): readonly string[] {
    return [...this.#trackers].sort();
  }

  /** True for a picture of a service that counts openings: it shows nothing, so nothing is missing without it. */
  countsOpenings(raw: string): boolean {
    const url = remoteUrl(raw);
    return url !== null && trackerOf(url) !== null;
  }

  /** What to load in place of `raw`, or null for nothing. `isPixel`: it is drawn so small that nobody sees it. */
  source(raw: string, isPixel: boolean): string | null {
    if (/^cid:/i.test(raw)) return this.#options.cidUrl(unescaped(raw.slice(4)));
    if (/^data:/i.test(raw)) {
      this.#dataLength += raw.length;
      const data = raw.replace(/^[^,]*/, (head) => head.toLowerCase());
      return this.#dataLength <= MAX_DATA && DATA_IMAGE.test(data) ? data.replace(/\s+/g, '') : null;
    }
    const own = raw === '' ? null : (this.#options.locationUrl?.(raw) ?? null);
    return own ?? this.#elsewhere(raw, isPixel);
  }

  #elsewhere(raw: string, isPixel: boolean): string | null {
    const url = remoteUrl(raw);
    if (url === null) return null;
    const tracker = trackerOf(url) ?? (isPixel ? pixelName(url) : null);
    if (tracker !== null || isPixel) {
      if (tracker && this.#trackers.size < MAX_NAMES) this.#trackers.add(tracker);
      return null;
    }
    if (this.#remote.size < MAX_REMOTE) this.#remote.add(url.href);
    return url.href.length > MAX_URL ? null : (this.#options.remoteUrl?.(url.href) ?? null);
  }
}

/** An address on the web in its normal form without its fragment; "//host" is https. */
function remoteUrl(raw: string): URL | null {
  const bare = raw.replace(/[\t\r\n]/g, '').trim();
  if (!/^(?:https?:)?[/\\]{2}/i.test(bare)) return null;
  const url = URL.parse(bare, 'https://invalid.invalid');
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    return null;
  url.hash = '';
  return url;
}

/** Null for a picture that only keeps room. */
function pixelName(url: URL): string | null {
  return url.search === '' && SPACER.test(url.pathname) ? null : url.hostname;
}

function unescaped(contentId: string): string {
  try {
    return decodeURIComponent(contentId);
  } catch {
    return contentId;
  }
}

/** The one picture of a srcset that suits a phone: the largest of those up to twice the usual, else the first. */
export function candidateOf(srcset: string): string {
  let best = '';
  let density = 0;
  for (const candidate of srcset.slice(0, 20_000).split(/,\s+|,$/)) {
    const [url = '', descriptor = '1x'] = candidate.trim().split(/\s+/);
    const value = Number(/^([\d.]{1,6})x$/.exec(descriptor)?.[1] ?? 1);
    if (url === '' || (best !== '' && (value > 2 || value <= density))) continue;
    best = url;
    density = value;
  }
  return best;
}
