import type { adminJa } from './admin.ja.ts'

export const adminEn: typeof adminJa = {
  people: 'Members',
  tokens: 'API tokens',
  invitations: 'Invitations',
  peopleCount: (count) => `${count} people`,
  invite: 'Invite',
  search: 'Name, email, department',
  name: 'Name',
  department: 'Department',
  role: 'Role',
  roleOf: (name) => `Role of ${name}`,
  administrator: 'Administrator',
  member: 'Member',
  joined: 'Joined',
  you: 'You',
  everyone: 'Everyone',
  noMatch: (word) => `Nobody matches “${word}”`,
  noMatchHint: 'Search by part of a name, an email address or a department.',
  showAll: 'Show everyone',
  range: (from, to, of) => `${from}–${to} of ${of}`,
  previous: 'Previous page',
  next: 'Next page',
  makeAdministrator: (name) => `Make ${name} an administrator?`,
  makeAdministratorText: "They'll be able to rename the organization, invite people and change roles.",
  makeAdministratorConfirm: 'Make administrator',
  stepDown: 'Give up your administrator role?',
  stepDownText: "You won't be able to open this page. Another administrator can give the role back.",
  stepDownConfirm: 'Give up',

  address: 'For',
  openLink: 'A link anyone can use',
  invitedBy: 'Invited by',
  sentOn: 'Invited on',
  expires: 'Expires',
  expiresOn: (when) => `Until ${when}`,
  revoke: 'Withdraw',
  revokeOf: (who) => `Withdraw the invitation for ${who}`,
  revokeTitle: 'Withdraw the invitation?',
  revokeText: (who) => `The link for ${who} stops working.`,
  noInvitations: 'No invitations are waiting',
  noInvitationsText: 'Invitations are listed here until people join.',

  inviteTitle: 'Invite members',
  inviteLead: (mail) =>
    mail
      ? 'Everyone gets a link of their own, by mail too. It works once, for 14 days.'
      : "Everyone gets a link of their own. This server doesn't send mail, so pass the links on. Each works once, for 14 days.",
  emails: 'Email addresses',
  emailsHint: 'Up to 100, separated by commas or line breaks.',
  makeLinks: (count) => (count > 1 ? `Invite ${count} people` : 'Invite'),
  openLinkText: "If you don't know the addresses, make a link that anyone can use for 7 days.",
  makeOpenLink: 'Make link',
  linksReady: 'Invitation links are ready',
  linksOnce: (mail) =>
    mail
      ? "The same links are on their way by mail. They're shown here only this once."
      : "Pass each one on to the person it's for. They're shown here only this once.",
  linkFor: (who) => `Invitation link for ${who}`,
  copyLink: 'Copy link',
  copyAll: 'Copy all',
  done: 'Close',
}
