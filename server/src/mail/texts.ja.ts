import type { Texts } from './texts.ts'

export const ja: Texts = {
  confirm: ({ url }) => ({
    subject: 'メールアドレスの確認',
    text: `Naniwaに登録の申し込みがありました。
次のリンクを開くと、登録が終わります。リンクは24時間有効です。

${url}

心当たりがない場合は、このメールを破棄してください。リンクを開かなければ、登録されません。`,
  }),
  known: ({ url }) => ({
    subject: 'このメールアドレスは登録済みです',
    text: `このメールアドレスでNaniwaに登録の申し込みがありましたが、アカウントはすでにあります。
次のページからサインインしてください。

${url}

パスワードを忘れた場合は、サインインの画面から再設定できます。
心当たりがない場合は、何もしなくてかまいません。アカウントは変わっていません。`,
  }),
  invited: ({ url, organizationName, invitedBy }) => ({
    subject: `${invitedBy}さんから「${organizationName}」への招待`,
    text: `${invitedBy}さんが、Naniwaの「${organizationName}」にあなたを招待しています。
次のリンクを開いて、名前とパスワードを決めると参加できます。リンクは14日間有効で、1回だけ使えます。

${url}

心当たりがない場合は、このメールを破棄してください。リンクを開かなければ、登録されません。`,
  }),
  invitedKnown: ({ url, organizationName, invitedBy }) => ({
    subject: `${invitedBy}さんから「${organizationName}」への招待`,
    text: `${invitedBy}さんが、Naniwaの「${organizationName}」にあなたを招待しました。
このメールアドレスにはすでにアカウントがあり、ひとつのアカウントはひとつの組織に属します。
ルームには、いまのアカウントのまま参加できます。${invitedBy}さんに、ルームの招待リンクを送ってもらってください。

${url}`,
  }),
  reset: ({ url }) => ({
    subject: 'パスワードの再設定',
    text: `パスワードの再設定の申し込みがありました。
次のリンクを開いて、新しいパスワードを決めてください。リンクは1時間有効で、1回だけ使えます。

${url}

心当たりがない場合は、このメールを破棄してください。パスワードは変わっていません。`,
  }),
  passwordChanged: ({ url }) => ({
    subject: 'パスワードが変わりました',
    text: `あなたのアカウントのパスワードが変わり、ほかの端末はすべてサインアウトしました。

心当たりがない場合は、すぐにサインインの画面からパスワードを再設定し、組織の管理者に知らせてください。

${url}`,
  }),
  address: ({ url }) => ({
    subject: '新しいメールアドレスの確認',
    text: `Naniwaのアカウントのメールアドレスを、このアドレスに変える申し込みがありました。
次のリンクを開いて確認すると、変更が終わります。リンクは24時間有効で、1回だけ使えます。

${url}

心当たりがない場合は、このメールを破棄してください。確認しなければ、何も変わりません。`,
  }),
  addressKnown: ({ url }) => ({
    subject: 'このメールアドレスは登録済みです',
    text: `別のNaniwaのアカウントから、メールアドレスをこのアドレスに変える申し込みがありましたが、このアドレスにはアカウントがすでにあります。
変更はできません。どちらのアカウントも変わっていません。

このアドレスのアカウントには、次のページからサインインできます。

${url}`,
  }),
  addressAsked: ({ url }) => ({
    subject: 'メールアドレスの変更の申し込み',
    text: `あなたのアカウントのメールアドレスを、別のアドレスに変える申し込みがありました。
新しいアドレスに送ったリンクで確認されるまで、何も変わりません。

心当たりがない場合は、パスワードを知られています。すぐに次のページからパスワードを変えてください。変えると、この申し込みは無効になります。

${url}`,
  }),
  addressChanged: ({ url }) => ({
    subject: 'メールアドレスが変わりました',
    text: `あなたのアカウントのメールアドレスが変わりました。このアドレスでは、もうサインインできません。

心当たりがない場合は、すぐに組織の管理者かサーバーの管理者に知らせてください。

${url}`,
  }),
  accountClosed: ({ organizationName, closed }) => ({
    subject: 'アカウントを閉じました',
    text: `「${organizationName}」のあなたのアカウントを閉じました。すべての端末からサインアウトし、APIトークン・連携アプリ・Webhookは無効になりました。
書いたメッセージ、タスク、ファイルは、参加していたルームに残ります。

${
  closed === 'account'
    ? '元に戻したいとき、または心当たりがないときは、組織の管理者に知らせてください。管理者はアカウントをもう一度使えるようにできます。'
    : 'あなたが最後のひとりだったので、組織も閉じました。元に戻したいとき、または心当たりがないときは、サーバーの管理者に知らせてください。'
}`,
  }),
  contactRequest: ({ url, name, organizationName, message }) => ({
    subject: `${name}さんから連絡先の申請が届いています`,
    text: `${name}さん（${organizationName}）から、Naniwaで連絡先の申請が届きました。承認すると、直接メッセージを送ったり、グループチャットに追加したりできます。
${message ? `\n${message}\n` : ''}
次のページで承認か拒否を選んでください。拒否しても相手には知らされません。

${url}`,
  }),
  contactInvitation: ({ url, name, organizationName }) => ({
    subject: `${name}さんがNaniwaでのやり取りを希望しています`,
    text: `${name}さん（${organizationName}）が、ビジネスチャットNaniwaでのやり取りを希望しています。
このメールアドレスで登録すると、申請を確認できます。

${url}

心当たりがない場合は、このメールを削除してください。この件で次のメールが届くことはありません。`,
  }),
  taskReminder: ({ subject, body, due, when, roomName, url }) => ({
    subject: when === 'ahead' ? `もうすぐ期限のタスク：${subject}` : `期限を過ぎたタスク：${subject}`,
    text: `${body}

期限：${due}${roomName ? `\nルーム：${roomName}` : ''}

${url}`,
  }),
  unread: ({ messages, count, url }) => ({
    subject: count === 1 ? `${messages[0]?.author}さんからの未読メッセージ` : `あなた宛ての未読メッセージ：${count}件`,
    text: `${messages
      .map(({ author, roomName, kind, words, when, url }) => {
        const said = kind === 'system' ? `タスクを依頼されました：${words}` : words
        return `${author}${roomName && ` · ${roomName}`} · ${when}\n${said}\n${url}`
      })
      .join('\n\n')}${count > messages.length ? `\n\nほか${count - messages.length}件` : ''}

あなた宛てのメッセージが未読のままのときに送っています。次のページで、止めたり1日1回にしたりできます。
${url}`,
  }),
  fileRestored: ({ name, days, url }) => ({
    subject: `「${name}」をダウンロードできます`,
    text: `アーカイブから取り出した「${name}」の準備ができました。${days}日間ダウンロードできます。

${url}`,
  }),
  webhookStopped: ({ name, address, url }) => ({
    subject: `Webhook「${name}」を停止しました`,
    text: `次の宛先への送信がつづけて失敗したため、送信を止めました。

${address}

受け取る側が直ったら、設定のWebhookでふたたび有効にしてください。届かなかったものは記録にのこっていて、送り直せます。

${url}`,
  }),
}
