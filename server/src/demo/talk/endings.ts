/*
 * The last scenes of some rooms, said at a time of their own. The one in `gift` is what the product's pictures show.
 */
export const endings = `
== gift : =aya =ryo =sho =daisuke =aoi =naoko
A @-1d9:14: おはようございます。昨日の定例で決まったことと、化粧箱の最終案です。気になる点があれば、今日のうちに教えてください。
[info][title]{md-1} 定例の決定事項[/title]・発売日は{launch}で確定
・化粧箱は12個入と24個入の2種類
・原材料表示は、品質保証の確認後に入稿[/info]
B @-1d9:31: [qt]原材料表示は、品質保証の確認後に入稿[/qt]
承知しました。印刷所の枠は押さえてありますので、入稿は{deadline}までお待ちできます。
+ A🙏 D🙏 E🙏 F👌 C👌
B @-1d9:33: 色校正の見方はこちらにまとめています。 https://tsumugi.example/guide/proof
C @-1d11:20: EC の在庫連携が止まっていた件、設定の綴り間違いでした。直します。
[code]warehouse: kitahama-01
interval: 5m
- reserve_form: winter-gift
\\+ reserve_from: winter-gift[/code]
~ EC の在庫連携が止まっていた件、設定の綴り間違いでした。直して再送済みです。
[code]warehouse: kitahama-01
interval: 5m
- reserve_form: winter-gift
\\+ reserve_from: winter-gift[/code]
D @-49m: {re:B-1}24個入の仕切り、梱包テストで1か所だけ緩みが出ました。右上の角のところです。発売日には影響しません。
A @-35m: {to:E}原材料表示の確認を、{by}までにお願いできますか。難しければ{tell}教えてください。(bow)
E @-0m: {re:A}確認しました。アレルゲン欄の「くるみ」の表記だけ直せば大丈夫です。{fix}までに版下へ反映します。
+ A🙏

== news : =kenichi =miho
A @-1d17:05: 今月の朝礼は{day+2}です。今回は第一工場から、石井さんが「火加減の話」をします。店舗の方は録画をどうぞ。
B @-64m: 年末年始の休みと、店舗・工場の当番表を置きました。
[info][title]お願い[/title]・当番の交代は{day+5}までに
・遠方の方は、帰省の予定を早めに[/info]

== carton : =ryo =yu =aoi =chihiro =aya
A @-112m: {to:C}24個入の裏面、罫線を一本減らした案です。一括表示が二行増えても収まります。
B @-104m: 比べやすいように、今の版を左に置きました。
D @-88m: 堂島印刷さんから、金の箔は{day+1}の朝に試し刷りとのことです。立ち会われる方は今日中に教えてください。
E @-71m: 私が行きます。9時に現地でお願いします。
+ D🙏
A @-52m: {to:C}「くるみ」の表記の直し、文字が決まったらこの部屋にください。すぐ差し替えます。

== planning : =akari =chinatsu =aoi =aya
A @-96m: 店頭アンケートの集計が終わりました。{folder}の{md}です。
B @-80m: みなもの月の最終の試作、冷蔵庫の二段目に置きました。召し上がったら付箋に一言お願いします。
D @-43m: {to:C}{wd+1}曜の会議、10分だけ「みなもの月」の話をお願いします。資料は要りません。

== hanoi : =emily =lan =aoi
B @-170m: The walnut test on line 2 is finished. All {#5-9} swabs are negative.
C @-150m: {re:B}Thank you, Lan. That helps us a lot with the label.
+ B😊
A @-38m: Good morning! The buyer in Singapore confirmed 120 boxes of Minamo Moon for {months+1}. Details after lunch.

== autumn : =haruka =aoi =kenta
C @-3d15:40: 催事で使った什器、点検して倉庫に戻しました。写真は{folder}です。
A @-92m: 来年の日程の仮押さえが始まりました。去年と同じ区画で出しておきます。
A @-90m: {to:B}報告書の「商品の感想」の欄、三行だけ書いていただけますか。急ぎません。

== suzune : =naoko =aya
B @-6d10:10: 「涼音」の返品の最終分が確定しました。0.4％です。
A @-75m: 阪央百貨店さんから、来夏も「涼音」でとお話をいただきました。またお願いします。

== direct-yuki : =aoi =yuki
A @-1d16:20: みなもの月の表示、明日の朝に一度見ていただくことはできますか。
B @-1d16:42: 大丈夫です。9時から30分あけておきます。
A @-1d16:44: ありがとうございます。
+ B👍
B @-31m: 「くるみ」は、個別の欄とまとめの欄で書き方をそろえてください。赤を入れたものを机に置きました。
`
