import type { noticesJa } from './notices.ja.ts'

export const noticesEn: typeof noticesJa = {
  from: (person, room) => `${person} · ${room}`,
  several: (count, newest) => `${count} new: ${newest}`,
  count: (count) => (count === '1' ? 'New message' : `${count} new messages`),
  request: 'New contact request',

  onDevice: 'This device',
  popups: 'Desktop notifications',
  askHint: 'Show what arrives in a corner of your screen while you aren’t looking at Naniwa.',
  ask: 'Allow',
  granted: 'Allowed',
  grantedOn: (device) => `Shown by ${device}, except while you’re looking at Naniwa.`,
  tryIt: 'Try it',
  denied: 'Blocked by the browser',
  deniedHint:
    'Set “Notifications” to Allow in the site settings to the left of the address, then reload this page. Your device may also have notifications switched off for the browser.',
  unable: 'Not available in this browser',
  unableHint: 'Notifications need a current browser and a page opened over https.',
  push: {
    title: 'Push notifications',
    on: {
      hint: 'Tells this device about what arrives while Naniwa is closed, too. Contents are encrypted on their way through the browser maker’s service.',
      tag: '',
    },
    off: { hint: 'Tells this device about what arrives while Naniwa is closed, too.', tag: '' },
    denied: {
      hint: 'Notifications are blocked by the browser. Set “Notifications” to Allow in the site settings, then reload this page.',
      tag: 'Blocked',
    },
    unable: { hint: 'Needs a current browser and a page opened over https.', tag: 'Not available' },
    install: {
      hint: 'Choose “Add to Home Screen” in the browser’s share menu and open Naniwa from there.',
      tag: 'Add to Home Screen first',
    },
  },
  which: 'Notify me about',
  whichHint:
    '“To me” is To, replies, tasks given to you and direct chats. Rooms with notifications off are counted and never notify.',
  all: 'Everything',
  toMe: 'To me',
  off: 'Nothing',
  sound: 'Sound',
  soundHint: 'Plays a short sound with each notification.',
  hidden: 'Hide contents',
  hiddenHint: 'Says only that something is new: no names, rooms or text.',
  sample: 'New messages will show here.',
}
