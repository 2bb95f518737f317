import { defaultSettings, type Me, type Member, type Room, type Task } from '@naniwa/contract'

export const ME = 1
export const OTHER = 2

export function roomOf(id: number): Room {
  return {
    id,
    tick: 1,
    type: 'group',
    name: `room ${id}`,
    description: '',
    icon: { preset: 'group', hue: 1, image: null },
    lastNumber: 0,
    activeAt: 0,
    organizations: [{ id: 1, name: 'みなも製菓', members: 2 }],
    people: [],
    deleted: false,
  }
}

export function memberOf(roomId: number, accountId: number): Member {
  return {
    roomId,
    tick: 1,
    role: 'admin',
    accountId,
    name: `person ${accountId}`,
    reading: '',
    organizationId: 1,
    organizationName: 'みなも製菓',
    department: '',
    title: '',
    avatar: null,
  }
}

export function meAt(tick: number): Me {
  return {
    accountId: ME,
    roomId: 0,
    organizationId: 1,
    organizationName: 'みなも製菓',
    organizationRole: 'member',
    loginMail: 'me@minamo.example',
    avatar: null,
    settings: defaultSettings,
    tick,
    createdAt: 0,
    name: '高橋 葵',
    reading: 'たかはし あおい',
    chatworkId: '',
    department: '',
    title: '',
    url: '',
    introduction: '',
    mail: '',
    telOrganization: '',
    telExtension: '',
    telMobile: '',
    skype: '',
    facebook: '',
    twitter: '',
  }
}

export function taskOf(roomId: number, id: number, accountId: number): Task {
  return {
    roomId,
    id,
    tick: 1,
    accountId,
    assignedBy: OTHER,
    body: `task ${id}`,
    due: { type: 'none' },
    status: 'open',
    priority: 'normal',
    checklist: [],
    recurrence: null,
    anchor: null,
    reminders: [],
    messageId: '1',
    createdAt: 0,
    doneAt: null,
    doneBy: null,
    deleted: false,
  }
}
