import type { Answer } from './views.ts'

// Made-up answers, as the reference shows them.

export const account: Answer = {
  account_id: 7002,
  name: 'Mori Ai',
  avatar_image_url: 'https://chat.example.com/icons/person-3.png',
}

export const person: Answer = {
  name: 'Mori Ai',
  chatwork_id: 'moriai',
  organization_id: 55,
  organization_name: 'Kita Works',
  department: 'Support',
  avatar_image_url: 'https://chat.example.com/icons/person-3.png',
}

export const me: Answer = {
  account_id: 7001,
  room_id: 9101,
  name: 'Aoki Jun',
  chatwork_id: 'aokijun',
  organization_id: 55,
  organization_name: 'Kita Works',
  department: 'Support',
  title: 'Lead',
  url: 'https://kita.example',
  introduction: '',
  mail: 'jun@kita.example',
  tel_organization: '',
  tel_extension: '12',
  tel_mobile: '',
  skype: '',
  facebook: '',
  twitter: '',
  avatar_image_url: 'https://chat.example.com/icons/person-2.png',
  login_mail: 'jun@kita.example',
}

export const status: Answer = {
  unread_room_num: 3,
  mention_room_num: 1,
  mytask_room_num: 2,
  unread_num: 41,
  mention_num: 2,
  mytask_num: 5,
}

const taskFields: Answer = {
  message_id: '1203',
  body: 'write the plan',
  limit_time: 1791000000,
  status: 'open',
  limit_type: 'time',
}

export const myTask: Answer = {
  task_id: 31,
  room: { room_id: 88, name: 'Launch', icon_path: 'https://chat.example.com/icons/room-4-star.png' },
  assigned_by_account: account,
  ...taskFields,
}

export const task: Answer = { task_id: 31, account, assigned_by_account: account, ...taskFields }

export const room: Answer = {
  room_id: 88,
  name: 'Launch',
  type: 'group',
  role: 'admin',
  sticky: true,
  unread_num: 4,
  mention_num: 1,
  mytask_num: 1,
  message_num: 2210,
  file_num: 31,
  task_num: 58,
  icon_path: 'https://chat.example.com/icons/room-4-star.png',
  last_update_time: 1790000000,
}

export const message: Answer = {
  message_id: '1934567890123456789',
  account,
  body: '[To:7001]Jun-san\nhello',
  send_time: 1790000000,
  update_time: 0,
}

export const counts: Answer = { unread_num: 0, mention_num: 0 }

export const file: Answer = {
  file_id: 77,
  account,
  message_id: '1934567890123456790',
  filename: 'plan.pdf',
  filesize: 48213,
  upload_time: 1790000000,
}

export const link: Answer = {
  public: true,
  url: 'https://chat.example.com/g/spring-fair',
  need_acceptance: true,
  description: 'ask Jun',
}

export const contact: Answer = { account_id: 7002, room_id: 9102, ...person }
