import type { Texts } from './texts.ts'

export const en: Texts = {
  confirm: ({ url }) => ({
    subject: 'Confirm your email address',
    text: `Somebody signed up for Naniwa with this address.
Open this link to finish. It works for 24 hours.

${url}

If it wasn't you, delete this mail. Nothing is created unless the link is opened.`,
  }),
  known: ({ url }) => ({
    subject: 'You already have an account',
    text: `Somebody signed up for Naniwa with this address, but it already has an account.
Sign in here:

${url}

If you forgot your password, you can set a new one from the sign-in page.
If it wasn't you, there is nothing to do. Your account is unchanged.`,
  }),
  invited: ({ url, organizationName, invitedBy }) => ({
    subject: `${invitedBy} invited you to ${organizationName}`,
    text: `${invitedBy} invited you to join ${organizationName} on Naniwa.
Open this link, then choose a name and a password. It works once, within 14 days.

${url}

If you don't know what this is about, delete this mail. Nothing is created unless the link is opened.`,
  }),
  invitedKnown: ({ url, organizationName, invitedBy }) => ({
    subject: `${invitedBy} invited you to ${organizationName}`,
    text: `${invitedBy} invited you to ${organizationName} on Naniwa.
This address already has an account, and an account belongs to one organization.
You can join rooms with the account you have: ask ${invitedBy} for a room's invitation link.

${url}`,
  }),
  reset: ({ url }) => ({
    subject: 'Set a new password',
    text: `Somebody asked for a new password for your account.
Open this link to choose one. It works once, within an hour.

${url}

If it wasn't you, delete this mail. Your password is unchanged.`,
  }),
  passwordChanged: ({ url }) => ({
    subject: 'Your password was changed',
    text: `The password of your account was changed, and all other devices were signed out.

If it wasn't you, set a new password from the sign-in page at once and tell your organization's administrator.

${url}`,
  }),
  address: ({ url }) => ({
    subject: 'Confirm your new address',
    text: `Somebody asked for this address to be the one of their Naniwa account.
Open this link and confirm to finish the change. It works once, for 24 hours:

${url}

If it wasn't you, delete this mail. Nothing changes unless it is confirmed.`,
  }),
  addressKnown: ({ url }) => ({
    subject: 'This address has an account already',
    text: `Somebody asked for this address to be the one of their Naniwa account, but it has an account already.
The change is not possible, and neither account has changed.

You can sign in to the account of this address here:

${url}`,
  }),
  addressAsked: ({ url }) => ({
    subject: 'A change of your address was asked for',
    text: `Somebody asked for your account to have another address.
Nothing changes until that is confirmed by the link that was sent to the new one.

If it wasn't you, somebody knows your password. Change it at once, here; that ends this request as well:

${url}`,
  }),
  addressChanged: ({ url }) => ({
    subject: 'Your address was changed',
    text: `Your account has another address now. This one no longer signs in.

If it wasn't you, tell an administrator of your organization, or of the server, at once.

${url}`,
  }),
  accountClosed: ({ organizationName, closed }) => ({
    subject: 'Your account is closed',
    text: `Your account at ${organizationName} is closed. It is signed out everywhere, and its API tokens, connected apps and webhooks have ended.
The messages, tasks and files you made stay in the rooms you were in.

${
  closed === 'account'
    ? 'If you want it back, or if it wasn’t you, tell an administrator of your organization. They can open the account again.'
    : 'You were the last person there, so the organization is closed as well. If you want it back, or if it wasn’t you, tell whoever runs the server.'
}`,
  }),
  contactRequest: ({ url, name, organizationName, message }) => ({
    subject: `${name} would like to be in contact`,
    text: `${name} (${organizationName}) asks to be your contact on Naniwa. Contacts can write to each other directly and add each other to rooms.
${message ? `\n${message}\n` : ''}
Accept or decline here. They are not told if you decline.

${url}`,
  }),
  contactInvitation: ({ url, name, organizationName }) => ({
    subject: `${name} would like to be in contact`,
    text: `${name} (${organizationName}) would like to be in contact with you on Naniwa, a business chat.
Sign up with this address, and you find the request there:

${url}

If you don't know what this is about, delete this mail. Nothing else is sent to you because of it.`,
  }),
  taskReminder: ({ subject, body, due, when, roomName, url }) => ({
    subject: when === 'ahead' ? `Due soon: ${subject}` : `Overdue: ${subject}`,
    text: `${body}

Due: ${due}${roomName ? `\nRoom: ${roomName}` : ''}

${url}`,
  }),
  unread: ({ messages, count, url }) => ({
    subject: count === 1 ? `Unread message from ${messages[0]?.author}` : `${count} unread messages for you`,
    text: `${messages
      .map(({ author, roomName, kind, words, when, url }) => {
        const said = kind === 'system' ? `Gave you a task: ${words}` : words
        return `${author}${roomName && ` · ${roomName}`} · ${when}\n${said}\n${url}`
      })
      .join('\n\n')}${count > messages.length ? `\n\nAnd ${count - messages.length} more.` : ''}

You get this mail because these were addressed to you and stayed unread. You can switch it off or make it once a day:
${url}`,
  }),
  fileRestored: ({ name, days, url }) => ({
    subject: `"${name}" is ready to download`,
    text: `"${name}" is back from the archive. You can download it for ${days} days.

${url}`,
  }),
  webhookStopped: ({ name, address, url }) => ({
    subject: `The webhook "${name}" was stopped`,
    text: `Most of the last deliveries to this address failed, so nothing more is sent there:

${address}

Once the receiver answers again, switch the webhook on in the settings. What it missed is in the record of deliveries and can be sent again from there.

${url}`,
  }),
}
