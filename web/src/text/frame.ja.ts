export const frameJa = {
  nav: 'メイン',
  home: 'Naniwa チャットへ',
  chats: 'チャット',
  bookmarks: '保存',
  admin: '管理',
  settings: '設定',
  more: 'その他',
  me: '自分のメニュー',
  profile: 'プロフィール',
  signOut: 'サインアウト',
  unread: (count: string) => `未読 ${count}`,
  toMe: (count: string) => `自分宛て ${count}`,
}
