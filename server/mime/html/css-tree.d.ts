// Types of the two parts of css-tree that are used here; its own types know the whole package only. A newcomer's trap:
// the whole of it also loads the grammar of every property, which takes a tenth of a second and is never asked.
declare module 'css-tree/parser' {
  export { parse as default } from 'css-tree';
}

declare module 'css-tree/tokenizer' {
  export { tokenize, tokenTypes } from 'css-tree';
}
