// The part of Fastify's (pino's) logger that the floors below http use. A newcomer's trap: fields are written to
// disk; never a password, a token, a subject, an address or text of a message.

type Write = (fields: object, message: string) => void;

export interface Log {
  debug: Write;
  info: Write;
  warn: Write;
  error: Write;
}
