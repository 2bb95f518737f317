export const recipe = `
== trial : rd * quality|*
A: {product}の試作{#2-9}回目。
[info][title]配合（%）[/title]{material} {#22-38}.{#0-9}
砂糖 {#18-31}.{#0-9}
水 {#9-20}.{#0-9}
焼成 {#158-186:2}度 {#11-19}分[/info]
| {product}、今日の試作です。{material}を{#2-6}％増やし、寝かせを{30分/一晩}に。表面のつやが出ました。
B: 断面の{気泡/層/しっとり感}が良くなりました。香りはもう少しほしいです。
A: 次は{material2}を少しだけ足します。
C: 水分活性も測ります。{#20-40:10}g取っておいてください。
+ A👍

== fail : rd * *
A: 失敗の記録です。{寒天が離水しました/生地が割れました/沈んで層になりました}。
B: 温度は何度で合わせましたか。
A: {#48-62}度です。{5/8}度高くして、もう一度やります。
C: 昔の帳面に「{62/65}度を切るな」と書いてあります。
A: 先輩の帳面、さすがです(clap)
+ B😄

== old-book : line|* rd
A: 昭和の帳面に、{波形の木型/柚子の皮の干し方/黒糖の寝かせ方}が載っていました。
B: 見たいです。明日の朝、試作室に持ってきてもらえますか。
A: 持っていきます。紙がもろいので、手袋で。
+ B🙏

== taste-note : * rd *
A: 食べました。{一口目の塩気が良い/後味がやや重い/香りが長く残る}です。
B: ありがとうございます。重さは{油脂/糖}の種類かもしれません。
C: 冷やすと軽く感じます。出す温度も決めましょう。
A: {10/12/15}度でもう一度食べてみます。
+ B👍

== substitute : rd purchase|* *
A: {material}の代わりに{material2}を{10/20/30}％入れてみました。違いは半分くらいの人が気づきます。
B: 値段は{#6-14}円下がります。
A: ただ、名前を変えずに出すのは気が引けます。別の商品として考えたいです。
C: 賛成です。正直なのが一番です。
+ A🙏 B👍
`

export const english = `
== sample-arrived : lan emily|naoko|*
A: {to:B}Good morning. The {productEn} samples from Osaka arrived today, {#2-6} boxes. {Two pieces were broken/All in good condition/One label was torn}, photos are in the folder.
B: {re:A}Thank you, Lan. {Please keep the broken ones so that we can check the padding./Good to hear. Please try them with the team tomorrow.}
A +2h: Done. The team likes the {texture/aroma/size}. They find it a little {too sweet/dry/soft}.
B: Very useful. I will pass it on to product planning.
+ A🙏

== label-local : lan quality|* planning|*
A: For the local label of {productEn} we need the {allergen list/net weight in grams/storage temperature} in Vietnamese and English. Can you send it by {en+2}?
B: Yes, by noon Osaka time. Two allergens are shared with line 2: {walnut and egg/milk and sesame/soy and egg}.
C: I will update the drawing once the text is fixed.
B next: Sent. Please check the spelling of the factory name.
A: Checked, it is correct. Thank you (bow)
+ B👍

== machine-part : lan takuya|* kenta|*
A: The {packing machine/mixer/oven belt} stopped for {#15-70:5} minutes this morning. The {belt/sensor/heater} is worn. Do you have a spare in Osaka?
B: We have {one/two}. Part number {##1000-9999}-{#10-99}, right?
A: Yes, exactly.
C: It can go with the air shipment on {en+2}. Please send me the import code.
A +20m: Code sent. Thank you for the quick help!
+ B👍 C👌

== material-local : kenta lan|emily
A: Could you ask the supplier for a new price of {materialEn}? We plan {#200-900:50} kg for {months+1}.
B: I will visit them on {en+2}. Last time it was {#2-9}.{#10-95:5} dollars per kg.
B next: New price: {#2-9}.{#10-95:5}, from {#300-600:100} kg. Delivery {#2-4} weeks.
A: That works for us. Please reserve it.
+ B👌

== meeting-time : emily lan *
A: Can we move our call on {en+1} to {10:30/11:00/15:30} Osaka time?
B: Fine for me. That is {8:30/9:00/13:30} in Hanoi.
C: OK for me too. I will bring the {label draft/price list/test report}.
+ A👍

== test-report : lan quality|*
A: Shelf-life test of {productEn}, day {#14-60}:
[info][title]Result[/title]Water activity 0.{#52-78}
Taste panel {#6-9}.{#0-9} / 10
No visible change[/info]
B: Good numbers. Please keep {two/three} boxes until day {#70-90}.
A: Will do.
+ B👍

== holiday : lan emily|* *
A: Reminder: the plant is closed on {en+6}. The line starts again the next morning.
B: Thank you. Then we ship the {materialEn} one day earlier.
C: Noted in the calendar.
+ A🙏

== question-word : emily planning|* lan
A: How should we translate 「{しっとり/さくさく/もちもち/ほろほろ}」 on the export box?
B: "Moist" sounds like a cake. Maybe {“tender”/“gently soft”/“crisp and light”}?
C: For Vietnamese I would explain it with two words. One word feels strange.
A: Let us use the short one in front and two words on the back.
+ B👍 C😊

== video : lan takuya|* emily|*
A: I uploaded the video of the new {folding/filling/cutting} step. It takes {#4-9} seconds per piece now, before it was {#10-14}.
B: Very nice movement. May I show it at our morning meeting?
A: Of course!
C: The team in Hanoi deserves a cake for this.
+ A😄 B👏

== visit : emily lan yuki|*
A: Three people from Osaka will visit on {en+9}: quality, planning and me. Two days.
B: Great. I will book the meeting room and lunch. Any food we should avoid?
C: No shrimp for me, please. Thank you!
B: Noted. Welcome to Hanoi :)
+ A😊
`

export const announce = `
== a-health : hr
A: {to:all}健康診断は{day+6}から三日間です。
[info][title]受け方[/title]・本社2階、受付は8:30から
・前日は21時以降、飲食を控える
・予約の変更は人事総務まで[/info]

== a-backup : it
A: {day+2}の夜、共有フォルダの引っ越しをします。22時から翌6時まで開けません。名前や場所は変わりません。

== a-winter : exec
A: 今年の冬ギフトは「みなもの月」を柱にします。三年かけて育てた餡です。店でも工場でも、まず私たちが味わって、自分の言葉でお客さまに伝えてください。

== a-flu : hr
A: 予防接種の費用を会社が負担します。領収書を経理の箱へ入れてください。{month+1}の末までです。

== a-press : pr
A: 「{media}」に工場の取材が載りました。第1ラインの皆さん、ご協力ありがとうございました。本社の掲示板にも貼っています。

== a-drill : hr
A: {to:all}{day+5}の14時に避難訓練をします。ベルが鳴ったら手を止めて、班長の後に続いてください。お客さまのいる店舗は対象外です。

== a-parking : hr
A: 来週、来客用の駐車場の線を引き直します。{day+4}は使えません。近くの有料駐車場の券を用意しています。

== a-close : finance
A: {month}分の経費の締めは{day+4}です。遅れた分は翌月の払いになります。レシートは日付順に。

== a-tsumugi : exec
A: つむぎデザインの皆さんと五年目に入りました。箱を開ける時間もお菓子のうち、という言葉を今年も大事にします。

== a-umeda : exec
A: 梅田の新しい店は、予定通り進んでいます。店長は山田由美さんです。応援をお願いすることがあると思いますが、どうぞよろしくお願いします。

== a-security : it
A: 電話で「情シスです」と名のってパスワードを聞く例が、近くの会社で起きています。私たちが聞くことはありません。切って、相談窓口へ。

== a-bonus : hr
A: 永年勤続の表彰です。
[info][title]20年[/title]石井 亮さん（第一工場）[/info]
式は{day+8}の夕方、食堂で行います。

== a-recycle : hr
A: 給湯室のごみの分け方が変わりました。乾電池は総務の窓口へ。箱の横の絵を見てください。

== a-quality : exec
A: 先月のお客さまの声のうち、お褒めが初めて五割を超えました。工場、店、電話口の皆さん、ありがとう。

== a-newyear : hr
A: 年末年始の予定を人事総務の部屋に置きました。店舗と工場の当番は、各責任者から{day+5}までに連絡があります。
`

export const hr = `
== h-leave : hr
A: 年次有給休暇の残りを、今週中に各自ご確認ください。五日の取得がまだの方には、個別に連絡します。

== h-shoes : hr
A: 工場見学用の靴を新しくしました。23cmから28cmまで、受付の棚にあります。

== h-commute : hr
A: 通勤経路を変えた方は、{day+5}までに届けを出してください。定期の払い戻しが要る場合は、先にご相談ください。

== h-party : hr
A: 忘年会は{day+14}、食堂で開きます。甘いもの禁止の会です。しょっぱい料理だけ並べます。

== h-training : hr
A: 接客の研修、参加者を募ります。店舗以外の方も歓迎です。{day+7}の午後、三時間。

== h-form : hr
A: 年末調整の用紙を配りました。締め切りは{day+6}です。保険の証明書は、原本をお願いします。

== h-locker : hr
A: 3階のロッカーの鍵を交換します。{day+3}までに中身を確認しておいてください。

== h-cold : hr
A: 体調の悪い方が増えています。熱のある日は、無理をせずに休んでください。勤怠は後からで構いません。

== h-babycare : hr finance
A: 育児の短時間勤務の様式が新しくなりました。一枚で済みます。
B: 給与の計算に使う欄も一つにまとめました。
+ A🙏
`

export const finance = `
== closing : finance *
A: {to:all}{month}の締めです。請求書は{day+3}の正午まで、立替は{day+4}までにお願いします。
B: {client}さんの分だけ、{day+4}の朝になりそうです。
A: その一件は待ちます。ほかは正午でお願いします。
+ B🙏

== receipt : * finance
A: 領収書の宛名が「みなも」だけになっていました。使えますか。
B: 金額が{#3-5}千円までなら大丈夫です。次からは「みなも製菓」でお願いします。
A: わかりました。
+ B👌

== budget : finance *
A: 下期の予算、使った割合です。
[info]広告 {#38-61}％
旅費 {#42-70}％
消耗品 {#45-66}％[/info]
B: 旅費が多いのは催事の分です。来月は減ります。
A: 了解しました。

== payment-date : * finance
A: 先方から、支払日の確認が来ています。{client}さんです。
B: {month}の末日です。金融機関が休みなら、その前の営業日に。
A: 返事しました。
+ B👍

== invoice-number : finance * 
A: 登録番号のない請求書が{#2-5}通あります。担当の方に机で確認します。
B: 一通は私です。先方に再発行を頼みました。
A: ありがとうございます(bow)
`

export const pr = `
== press-visit : pr * *
A: 「{media}」の取材が{day+5}に決まりました。{product}の工程を見たいそうです。
B: 撮ってよい場所を先に決めておきましょう。配合の黒板は隠します。
C: 帽子と上着、{#3-5}人分用意します。
A: 助かります。質問は先にもらっておきます。
+ B👍 C🙏

== post-draft : pr copy|planning|* *
A: 明日の投稿の下書きです。
[qt]{湯気の向こうに、もう冬が来ています。/箱を開ける音が好きです。/月を一枚、切り分けました。}[/qt]
B: いいですね。{一行目で止める/最後の句点を取る}と、余韻が残ります。
A: 直しました。写真は{断面/手元/包み}にします。
C: {手元/断面}が好きです。
+ B😊

== photo-ok : pr ec|* 
A: この写真、{後ろに時計が写っている/手袋が片方だけ}ので差し替えたいです。
B: 同じ日の別の一枚を送ります。光もそちらの方がきれいです。
A: ありがとうございます。
+ B👍

== comment : pr * *
A: 投稿に「{遠くに住む祖母に送りたい/地元の味です/箱が捨てられない}」とコメントが付きました。
B: お返事しましょう。
A: 「ありがとうございます。{お体に気をつけて/またお店でお待ちしています}」と書きました。
+ B😊 C👏

== press-release : pr copy|* sales|planning|*
A: 発表文の第{2/3}稿です。数字の「{#3-9}割」は根拠が要るので、「多くの」にしました。
B: 題は「{水の月、ことしも/静かな甘さの贈りもの/冬の小箱}」でどうでしょう。
C: 取引先には{day+3}の朝に先に送りたいです。
A: その順で行きます。
+ C🙏
`

export const mentor = `
== m-week : akari * *
A: 今週できるようになったことです。{原価の表を一人で直せました/試食の司会をしました/工場で計量を教わりました}。
B: すごい。来週は{議事録/見積もりの確認/店頭アンケートの集計}をお願いしようと思います。
A: がんばります(gogo)
+ B👏 C😊

== m-trouble : akari aya|* *
A: {電話で聞き取れず、二度聞いてしまいました/数字を一桁間違えて送りました}。すみません。
B: 気づいてすぐ直せたなら大丈夫です。{復唱する/送る前に声に出して読む}と防げます。
C: 私も一年目に同じことをしました。
A: ありがとうございます。次から声に出します。
+ B👍

== m-visit : akari line|daichi|* hr|*
A: {day+1}に第2ラインで一日研修です。持ち物を教えてください。
B: 長靴のサイズだけ先に。爪は短く、香水はなしで。
A: {23.5/24}cmです。よろしくお願いします！
A next: ありがとうございました。羊羹を流す速さに驚きました。
+ B😄 C👏

== m-talk : hr|* akari
A: 面談、{day+2}の{hm10-16}でどうですか。お菓子を食べながら話しましょう。
B: お願いします。聞きたいことを三つ書いておきます。
+ A👍
`

export const review = `
== r-numbers : aya|* naoko|* *
A: 「涼音」の最終の数字です。
[info][title]結果[/title]計画比 {#97-112}％
返品 0.{#2-9}％
お客さまの声 {#40-90}件[/info]
B: 後半の伸びが良かったです。手土産の小箱が効きました。
C: 欠品の三日間がもったいなかったですね。
A: 冬に生かしましょう。
+ B👍

== r-design : ryo|* aya|*
A: 箱の反省です。水色の濃さが印刷所によって違いました。次は色見本を一つに決めたいです。
B: 冬は紺なので、なおさらですね。
A: 見本帳を二冊作って、片方をお渡しします。
+ B🙏

== r-close : aya|* *
A: 関係書類は「終わった案件」にまとめました。この部屋は残しておきます。
B: お疲れさまでした。おいしい夏でした。
+ A👏

== r-lesson : * * *
A: 良かったことを一つずつ残しておきませんか。私は、試食を早めに始めたこと。
B: 工場と版下の締め切りを同じ表にしたこと。
C: 店の意見を途中で聞けたことです。
+ A👍 B👍
`
