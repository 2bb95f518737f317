const list = (text: string): readonly string[] => text.trim().split(/\s+/)

export const nouns: readonly string[] = list(`
  資料 会議 確認 予定 案件 見積 納期 対応 修正 連絡 請求書 契約 発注 在庫 出荷 検品 試作 仕様 設計 図面 金型 部品 工程 品質 検査 報告書
  議事録 打ち合わせ 営業 顧客 担当者 部長 課長 社長 新人 研修 面接 採用 人事 総務 経理 予算 決算 売上 原価 利益 計画 目標 実績 進捗 課題
  問題 原因 対策 改善 提案 企画 広告 展示会 カタログ パンフレット サンプル デザイン ロゴ 写真 動画 原稿 校正 印刷 版下 化粧箱 包装 仕切り
  段ボール 倉庫 配送 トラック 伝票 返品 交換 不具合 クレーム サポート マニュアル 手順書 サーバー ネットワーク パスワード アカウント メール
  ファイル フォルダ データベース バックアップ ログ エラー 画面 ボタン 入力 検索 一覧 表示 項目 設定 権限 更新 削除 追加 変更 テスト リリース
  バージョン 障害 復旧 監視 負荷 性能 容量 ライセンス 証明書 ドメイン 電話 内線 出張 交通費 精算 領収書 有給 休暇 勤怠 残業 健康診断 懇親会
  弁当 お土産 会議室 駐車場 受付 入館 鍵 書類 押印 稟議 承認 決裁 申請 届出 保険 税理士 弁護士 監査 規程 原材料 アレルゲン くるみ 小麦 卵
  賞味期限 製造 ライン 温度 湿度 清掃 点検 修理 保守 交換部品 工具 安全 事故 避難訓練 消火器 梅田 難波 東京 名古屋 福岡 札幌 海外 輸出 通関
`)
export const verbs: readonly string[] = list(`
  を確認しました を送りました をお願いします を修正しました を更新しました を共有します を検討中です を進めています が完了しました が遅れています
  が届きました が決まりました が変わりました について相談させてください について教えてください について説明します は問題ありません は来週になります
  は明日の午前中に送ります は保留にします の件、了解です の件ですが、少し時間をください を見てもらえますか をまとめておきます を添付します
  に間に合いそうです に間に合わないかもしれません を受け取りました を発注しました をキャンセルします を再送してください を直しておきます
  の担当を替わります を忘れないでください を準備します を引き継ぎます が見つかりません が動きません が表示されません を再起動しました
`)
export const openings: readonly string[] = list(`
  お疲れさまです。 おはようございます。 ありがとうございます。 すみません、 承知しました。 ご連絡ありがとうございます。 先ほどの件、 念のため、 ちなみに、
  取り急ぎ、 至急ですが、 遅くなりました。 共有です。 質問です。 補足すると、 結論から言うと、 今朝の打ち合わせで、 先方から連絡があり、
`)
export const closings: readonly string[] = list(`
  よろしくお願いします。 ご確認ください。 助かります。 お手数をおかけします。 また連絡します。 いかがでしょうか？ 以上です。 お待ちしています。 (bow) (roger) :)
`)
export const shorts: readonly string[] = list(`
  了解です はい 承知しました ありがとうございます！ 確認します お願いします 大丈夫です いいですね なるほど お疲れさまでした OKです thx! LGTM 了解(bow)
  すぐ行きます 電話中です 後で見ます 完了です 送りました 届きました 👍 🙇 あとで折り返します 今から入ります 少々お待ちください
`)
export const particles: readonly string[] = list('の と や に関する 用の 後の 前の 向け 関連の')
export const names: readonly string[] = list(`
  高橋 田中 佐藤 鈴木 山本 中村 小林 加藤 吉田 山田 佐々木 松本 井上 木村 林 清水 斎藤 森 池田 橋本 阿部 石川 前田 藤田 岡田 後藤 長谷川 村上
  近藤 石井 坂本 遠藤 青木 藤井 西村 福田 太田 三浦 岡本 松田 中川 中野 原田 小川 竹内 田辺 和田 石田 森田 上田 酒井 宮崎 横山 内田 高木 安藤
`)
export const english: readonly string[] = list(`
  the to and a of in is for on we with please that it this be are have will meeting report update file review check from can need next team
  order issue schedule release server customer project deadline version budget invoice shipment quality test design draft feedback
  deploy branch merge database network password account ticket support contract estimate approval delay urgent confirm attach share
  tomorrow today monday friday morning afternoon sample catalog warehouse packaging supplier factory line maintenance inspection
  translation marketing campaign analytics dashboard metrics latency throughput rollback hotfix staging production incident postmortem
`)
export const hosts: readonly string[] = list(
  'https://docs.example.com/d/ https://wiki.example.co.jp/pages/ https://git.example.com/naniwa/pull/ https://drive.example.com/file/',
)
export const rare: readonly string[] = list(
  '鱧 麺麭 薔薇 檸檬 躊躇 齟齬 忖度 邂逅 憂鬱 贔屓 蒟蒻 鰯 鱚 鼈 纏 罠 膳 韮 鬘 齧 Ångström naïve Żubr ﾊﾝｶｸ ＺＥＮＫＡＫＵ ㈱みなも №7 ⑦番 Ⅲ型',
)
