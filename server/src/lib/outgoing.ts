/** A mail to one person, in plain text. */
export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
}

/** Where mails go. */
export interface Outgoing {
  /** Throws when the mail server did not take it. */
  send(mail: Mail): Promise<void>
}
