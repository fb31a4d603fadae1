// Which style properties, functions and values a message may use. A newcomer's trap: this is a list of what is
// known to be harmless; a property that browsers learn tomorrow is left out until it is written here.

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter(Boolean));

const PROPERTIES = words(`
  align-content align-items align-self aspect-ratio
  background background-attachment background-clip background-color background-image background-origin
  background-position background-repeat background-size
  border-collapse border-radius border-spacing bottom box-shadow box-sizing
  caption-side clear color column-count column-gap column-width columns cursor
  direction display empty-cells
  flex flex-basis flex-direction flex-flow flex-grow flex-shrink flex-wrap float
  font font-family font-feature-settings font-kerning font-size font-stretch font-style font-variant
  font-variant-caps font-variant-numeric font-weight
  gap grid-auto-flow grid-column grid-row grid-template-columns grid-template-rows
  height hyphens justify-content justify-items justify-self
  left letter-spacing line-break line-height list-style list-style-position list-style-type
  max-height max-width min-height min-width
  object-fit object-position opacity order orphans outline outline-color outline-offset outline-style outline-width
  overflow overflow-wrap overflow-x overflow-y
  place-content place-items place-self position quotes
  right row-gap tab-size table-layout
  text-align text-align-last text-decoration text-decoration-color text-decoration-line text-decoration-style
  text-decoration-thickness text-indent text-justify text-overflow text-shadow text-transform
  text-underline-offset top
  unicode-bidi vertical-align visibility white-space widows width word-break word-spacing word-wrap
  writing-mode z-index
`);

/** Sides, corners and logical spellings of a box's edges. */
const EDGES =
  /^(?:border(?:-(?:top|right|bottom|left|block|inline)(?:-(?:start|end))?)?(?:-(?:color|style|width))?|border-(?:top|bottom)-(?:left|right)-radius|(?:margin|padding)(?:-(?:top|right|bottom|left|block|inline)(?:-(?:start|end))?)?)$/;

export const isProperty = (name: string): boolean => PROPERTIES.has(name) || EDGES.test(name);

/** With their opening parenthesis, as tokens come. */
export const FUNCTIONS = words(`
  rgb( rgba( hsl( hsla( hwb( lab( lch( oklab( oklch(
  calc( min( max( clamp( minmax( repeat( fit-content(
  linear-gradient( radial-gradient( conic-gradient( repeating-linear-gradient( repeating-radial-gradient(
`);

/** fixed and sticky make no sense in a frame that is as high as its document. */
export const POSITIONS = words('static relative absolute');

/** Properties that make a message look designed, so that it needs its own (light) background. */
export const STYLING = /^(?:color|background(?:-color|-image)?)$/;
/** Values of them that a dark background does not spoil. */
export const PLAIN_VALUES =
  /^(?:inherit|initial|unset|revert|transparent|none|currentcolor|canvas|canvastext|rgba\(0,\s?0,\s?0,\s?0\))$/i;
