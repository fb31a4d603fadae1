// The fields of a message being written, for pages; where they are kept is offline/'s business.
export {
  type ComposeFile,
  type Doubt,
  doubtsOf,
  type Fields,
  isBlank,
  isStored,
  RECIPIENT_FIELDS,
  type RecipientField,
  recipientsOf,
} from '../offline/fields.ts';
