// One message as its sender's program made it.
export interface Template {
  /** package/template */
  name: string;
  html: string;
}
