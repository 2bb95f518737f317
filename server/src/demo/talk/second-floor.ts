/** More of the same topics: on the floor, on the road, in the shops, between desks. */
export const logistics = `
== split : production|* logi|*
A: {client}さんの{#40-90:5}ケース、{day+1}と{day+2}に分けて出してもよいですか。先方の倉庫がいっぱいだそうです。
B: 分けられます。一日目は{#20-40:5}ケースでよいですか。
A: それでお願いします。

== driver-note : logi warehouse|*
A: {area}の納品先、入口が裏に変わりました。{#1-4}番の札が目印です。
B: 受付の名前も分かりますか。
A: {佐藤/山口/中島}さんです。電話は納品書の裏に書きました。
+ B🙏

== ice : warehouse|logi production|* 
A: 保冷剤の戻りが{#40-120:10}個少ないです。店に残っていませんか。
B: {shop}に{#20-60:10}個ありました。明日の便で返します。
A: ありがとうございます。
+ B👌

== count-check : warehouse|logi production|sales|* 
A: {product}、検品で{#1-3}ケース多かったです。受け取っておきますか。
B: 昨日の分の{#1-3}ケースです。そのまま入れてください。
A: 入れました。伝票も直しました。
+ B🙏

== night : logi production|* *
A: 今夜の{area}行き、道路が{22時/23時}から通行止めです。早出ししたいです。
B: {18時/19時}に積み終わるように詰めます。
C: 冷蔵の{#6-18}ケースは最後に積んでください。
A: 承知しました。
+ B👍 C🙏

== label-fix : warehouse|logi ec|sales|*
A: 出荷ラベルの{郵便番号/電話番号}が違うものが{#2-4}枚ありました。止めています。
B: 直したものを送ります。{#5-15}分ください。
B +8m: 送りました。
A: 貼り替えて、便に間に合いました。
+ B🙏

== route : logi logilead|warehouse|* 
A: {area}と{area2}を一台にまとめると、{#30-60:10}分短くなります。
B: 荷の順番が逆になるので、積み直しが要ります。
A: それでも{#15-30:5}分は得です。来週試してみます。
+ B👍
`

export const depot = `
== night-shift : logilead|* logi|* 
A: {day+5}の夜の当番、代わってもらえる方はいますか。
B: 私が出ます。その代わり{day+8}を休ませてください。
A: もちろんです。表を直しました。

== safety-note : logilead|* *
A: バックの誘導、声だけでなく手の合図もお願いします。風の強い日は聞こえません。
B: 了解しました。笛を二つ買っておきます。
A: 領収書をお願いします。

== pallet-count : warehouse|* logi|*
A: 空パレット{#30-80:5}枚、みなもさんに戻します。場所がもうありません。
B: 明日の{午前/午後}便の空きに載せます。
+ A👍

== rain : logi|* warehouse|*
A: 雨が強いので、積み込みは二番口の屋根の下にします。
B: 台車を先に寄せておきます。

== thanks-driver : logilead|* *
A: {client}さんから「いつも時間通りで助かる」と電話をいただきました。
B: 朝の点呼で伝えます。みんな喜びます。
+ A😊
`

export const factory = `
== clean-tool : line|factory quality|* 
A: {machine}の部品、洗浄のあとに{#1-3}点足りません。
B: 乾燥棚の一番下にありました。置き場を分けましょう。
A: 札を付けます。写真も撮っておきます。
+ B👍

== staff : factory|lead|* line|*
A: 来週、{#1-3}名が休みます。包装の列だけ一つ止めてよいですか。
B: 金曜だけなら大丈夫です。木曜までに作り置きします。
A: 助かります。

== boil : line rd|quality|*
A: 今日の餡、糖度が{#49-56}.{#0-9}です。少し高めですが、このまま行きます。
B: {product}は少し高い方が切りやすいです。問題ありません。
A: ありがとうございます。記録に書きました。
+ B👌

== visitor-route : factory|lead|* line|*
A: 見学の通路に荷物が出ています。{day+1}の午前までに片付けてください。
B: 空箱です。今日の終業までに動かします。
A: お願いします。

== sound : line|factory *
A: {machine}から{きしむ/高い/こもった}音がします。回転を{#80-92}％に落としました。
B: 業者さんに見てもらいます。{day+2}の朝に来てくれるそうです。
A: それまで予備の部品を机に出しておきます。
+ B🙏

== yield-good : production|* line
A: 昨日の{product}、歩留まり{#96-98}.{#0-9}％でした。今月で一番です。
B: 型の温めを5分早くしたのが効いたと思います。
A: 手順書に書き足しましょう。
+ B👏
`

export const design = `
== mockup : design planning|* *
A: {packaging}の模型を三つ作りました。明日お持ちします。
B: 机の高さで並べて見たいです。写真と実物では影が違うので。
C: 店の照明の下でも一度。
A: では午後に店まで行きましょう。
+ B🙏 C👍

== colour-name : design planning|* *
A: 紺は「みなも紺」と呼ぶことにしました。{C100/C98} {M78/M82} {Y28/Y30} {K28/K32}です。
B: 名前があると、工場にも伝えやすいですね。
A: 見本帳を二冊、{day+2}にお送りします。
+ B😊

== shop-card : design shop|planning|* 
A: 店頭の札、{product}の字が遠くから読みにくいとのことでした。太さを一段上げます。
B: 字数を減らすと、さらに大きくできます。「手炊き」を取りますか。
A: それはお客さまに伝えたい言葉なので、残します。
B: では二行に分けましょう。
+ A👍

== english-back : design copy|*
A: 箱の裏に英語を二行入れる案です。{"Quiet sweetness, made in Osaka."/"One slice of a winter moon."}
B: 二行目の語順を変えると、声に出しやすくなります。
A: 直しました。余白も少し広げています。
+ B👏

== file-name : progress|design design|* 
A: ファイル名が「最終」「最終2」になっていました。今後は日付にそろえませんか。
B: 賛成です。私も迷子になっていました(sweat)
A: 概要に決まりを書いておきます。
+ B🙏
`

export const systems = `
== meeting-cam : * it
A: 会議室のカメラが映りません。{hm10-15}から面談です。
B: 差し込み口を一つ右に替えてみてください。左は充電用です。
A: 映りました！札を貼っておいてもいいですか。
B: ぜひお願いします。
+ A👌

== backup-check : it *
A: バックアップの復元を試しました。{#18-42}分で戻せます。
B: 一年前のデータも戻せますか。
A: {month-2}のものまで一件ずつ戻しました。大丈夫です。
+ B👏

== sheet-macro : * it
A: 集計のマクロが途中で止まります。「型が一致しません」と出ます。
B: 空の行が{三つ/四つ}ありました。飛ばすように直しました。
[code]If IsEmpty(Cells(row, 2)) Then
    GoTo NextRow
End If[/code]
A: 動きました。ありがとうございます(bow)
+ B👍

== disk-full : it *
A: {folder}の空きが{#6-12}GBになりました。動画を一度整理します。
B: 工程の動画は消さないでください。教育で使います。
A: では別の場所に移します。
+ B🙏

== label-print : * it
A: ラベルの印刷が右に{#2-6}mmずれます。
B: 用紙の設定が前のままでした。いま直したので、もう一度どうぞ。
A: ぴったりです。
+ B👌

== account-new : hr|* it
A: {day+3}から一名増えます。メールと、共有フォルダの「{企画/店舗/工場}」をお願いします。
B: 用意しました。初回の紙を人事の棚に置いています。
A: 早い！ありがとうございます。
+ B👍

== update : it *
A: {to:all}{day+1}の昼に、パソコンの更新があります。再起動を一度お願いします。
B: 検査の機械につながっているものは、更新を止めてよいですか。
A: はい、その一台は私が別の日にやります。
+ B🙏
`

export const shop = `
== gift-season : shop sales|*
A: 手土産の小箱が{hm11-16}には残り{#3-9}個です。明日から{#6-12:6}個増やせますか。
B: 増やします。包装紙も一緒に送ります。
A: ありがとうございます。

== uniform : shop hr|sales|* 
A: 新しい前掛け、{二枚/三枚}届きました。丈がちょうどいいです。
B: 冬用の長袖は{day+8}に届きます。
A: 助かります。朝は冷えます。

== compliment-shop : shop *
A: 「包み方が丁寧で、開けるのがもったいない」と言っていただきました。
B: 新しく入った方の手ですね。伝えておきます。
+ A😊

== till-error : shop finance|* 
A: 釣り銭が{#100-900:50}円合いません。{昼の/夕方の}分です。
B: 記録を見ました。手打ちのときの桁ですね。
A: 次から二人で確かめます。
+ B👌
`

export const opening = `
== lighting : shop|* planning|*
A: 照明の色を{2700/3000/3500}Kにしたら、餡の色がきれいに見えます。
B: 箱の紺はどうですか。
A: 少し沈みますが、棚の下に細い灯りを入れれば大丈夫です。
+ B👍

== practice : shop|* hr|*
A: {day+4}に模擬の営業をします。お客さま役を{四人/六人}お願いできますか。
B: 私と、あと{三人/五人}集めます。
A: 領収書と熨斗のご注文も混ぜてください。練習になります。
+ B👌

== neighbour-sign : shop|* *
A: ビルの案内板、名前が小さくて見つけにくいです。管理の方に相談しました。
B: 月の絵だけでも大きくできると良いですね。
A: {day+5}までに案を出してもらいます。

== stock-first : shop|* production|* 
A: 初日の品ぞろえ、{product}を{#120-240:20}個、{product2}を{#80-160:20}個で考えています。
B: 朝の便と昼の便に分ければ、冷蔵庫に収まります。
A: それでお願いします。
+ B👍
`

export const chat = `
== cold-room : * * *
A: 試作室が{16/17}度でした。上着を着て試食しました。
B: 温かいお茶、多めに用意します。
C: 生チョコの日よりはましです(^^;)
+ A😂

== plant : * *
A: 窓際の鉢、新しい葉が出ました。誰か水をやってくれていましたか。
B: 昼休みに少しだけ。喜んでいますね。
+ A😊

== commute : * *
A: {train}、今朝は座れました。奇跡です。
B: いいことがありますよ、今日は。
A: もうあったので、満足です。

== kanji : * *
A: 「薯蕷」、読めますか。
B: じょうよ！饅頭の勉強で覚えました。
A: 満点です。
+ B👏

== snack-vote : * * *
A: 次の「おやつの時間」、何がいいですか。1 せんべい 2 みかん 3 自社の新作
B: 2で。塩気も欲しいので1も少し。
C: 3は厳しい目で食べることになりますよ。
A: では1と2にします。
+ B👍 C😄

== run : * *
A: 朝、川沿いを{3/5}km走りました。銀杏の実だらけでした。
B: 靴、大丈夫でしたか。
A: 今もまだ匂います……
+ B😂

== old-photo : * * *
A: 昭和の工場の写真が出てきました。{木の箱/自転車/七輪}が写っています。
B: この場所、今の駐車場ですね。
C: 帳面の字もきれいです。
| この看板、まだ倉庫にありますよ。
+ A😊

== rain-shoes : * *
A: 雨で靴が終わりました。
B: 新聞紙を詰めると早く乾きます。
A: 社内に新聞がない時代になりました。

== weekend-cake : * *
A: 週末、家で{プリン/スコーン/どら焼き}を作りました。見た目は聞かないでください。
B: 味は？
A: 誰にも渡さないくらいには、おいしかったです。
+ B😋
`

export const english = `
== reject : lan quality|*
A: {#4-20} boxes of {productEn} were rejected at our gate today. The outer carton was wet.
B: Please keep them separate and send photos. The truck had a long stop in the rain.
A: Photos sent. Inside is dry.
B: Then you can repack them here. No need to return.
+ A🙏

== line-speed : lan takuya|*
A: Line 2 runs at {#32-46} pieces per minute now. Target is {#48-60}.
B: Which step is slow, filling or folding?
A: Folding. We are training two more people this week.
B: Good. Send the numbers every Friday, please.
+ A👍

== certificate : emily lan quality|*
A: The {halal/organic} certificate expires on {en+14}. Do you have the new one?
B: It is coming next week. I will scan it the same day.
C: Please also send it to me for the label file.
+ B👌

== weather-note : lan *
A: Heavy rain in Hanoi, the road to the port is slow. Shipment may be {one/two} days late.
B: Thank you for telling us early. We keep {#3-6} days of stock here.

== recipe-local : lan emily|*
A: The local version with {palm sugar/coconut milk} tastes good, but the colour is darker.
B: Send two samples, please. Dark can be nice, if it looks intentional.
A: They will leave tomorrow morning.
+ B👍
`

export const direct = `
== d-book : * *
A: 先日の本、返すのが遅くなりました。机に置きました。
B: ありがとうございます。感想も今度聞かせてください。

== d-phone : * *
A: いま電話、大丈夫ですか。3分だけ。
B: はい、どうぞ。

== d-copy : * *
A: 打ち合わせの部屋、{place}に変わりました。
B: ありがとうございます。向かいます。

== d-sick : * *
A: 熱があるので、今日は休みます。{product}の件だけ、代わりに見てもらえますか。
B: もちろんです。お大事に。何かあれば聞きます。
+ A🙏

== d-nice : * *
A: 昨日の売り場の写真、見ました。段の高さをそろえただけで、ずいぶん変わりますね。
B: そう言ってもらえると、運んだ甲斐があります。
+ A😊
`

export const studio = `
== s-feedback : progress|* design|* copy|*
A: 先方から直しが来ました。「月をもう少し右」「行間を少し広げる」の二つです。
B: 右は5mmくらいですね。文字は触りません。
C: 行間は私の方で見ます。夕方までに。
A: 明日の朝に出します。
+ B👍 C👍

== s-print-test : design|* *
A: 紙を替えて刷ってみました。白地が少し温かくなって、いいです。
B: 金の出方は？
A: 変わりません。こちらで進めたいです。
+ B👌

== s-lunch : * *
A: 近くに{うどん/カレー/定食}の店ができました。昼、行きませんか。
B: 12時に降ります。

== s-archive : progress|* *
A: 三年分の入稿データ、棚を作り直しました。案件名で引けます。
B: 昨日から探していたものが一分で見つかりました。ありがとう。
+ A😊
`
