/** A mail to one person, in plain text. */
export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
  /** Of a mail that one can do without: where one POST ends it (RFC 8058). */
  readonly unsubscribe?: string
}

/** Where mails go. */
export interface Outgoing {
  /** Throws when the mail server did not take it. */
  send(mail: Mail): Promise<void>
}
