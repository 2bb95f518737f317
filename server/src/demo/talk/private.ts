/** Between two people. */
export const direct = `
== d-time : * *
A: いま5分だけよいですか。{product}の件です。
B: はい、どうぞ。
A: {仕様書の書き方/値段の出し方/会議での話し方}で迷っています。電話してもいいですか。
B: 大丈夫です。こちらからかけます。

== d-thanks : * *
A: 先ほどはありがとうございました。{説明がわかりやすかったです/助かりました}。
B: いえいえ。また何かあれば言ってください。
+ A🙏

== d-check : * *
A: 会議の資料、{#3-9}ページ目の数字だけ見てもらえませんか。桁が不安で。
B: 見ました。単位が「千円」と「円」で混ざっています。
A: やっぱり……直します。
~ やっぱり……直しました。ありがとうございます。
+ B👍

== d-late : * *
A: すみません、{電車が止まっていて/道が混んでいて}10分ほど遅れます。
B: 了解です。気をつけて来てください。

== d-ask-other : * *
A: {client}さんの窓口の方、お名前は{佐伯/村上/長谷川/三宅/大西}さんでしたっけ。
B: {佐伯/村上/長谷川/三宅/大西}さんです。今月から替わりました。
A: 危ないところでした(sweat)

== d-document : * *
A: さっきの資料、{folder}に置きました。まだ直すので、転送はしないでください。
B: わかりました。読んで、午後に感想を送ります。
B +2h: 読みました。{二つ目の図が一番伝わります。/結論を先に置くと、もっと良くなりそうです。/このままで十分だと思います。}
A: ありがとうございます。

== d-lunch : * *
A: お昼、まだでしたら一緒にどうですか。
B: ぜひ。{12時半/13時}に下で。
+ A👍

== d-plan : * *
A: {wd+1}曜の段取り、こう考えています。
[info]9:30 {place}で準備
10:30 打ち合わせ
13:00 工場へ移動[/info]
B: 移動は12時半にしましょう。道が混むので。
A: そうします。

== d-wrong : * *
A: すみません、さっきの添付、別の会社のものでした。
x
A: いま正しいものを送りました。失礼しました(bow)
B: 大丈夫です。前のものは開いていません。

== d-holiday : * *
A: 来週、{月曜/金曜}に休みをいただきます。{product}の件は引き継ぎのメモを作ります。
B: ゆっくりしてください。メモがあれば大丈夫です。
+ A🙏

== d-praise : * *
A: 今日の説明、とてもよかったです。{社長もうなずいていました/質問が出なかったのは伝わった証拠です}。
B: 緊張しました。帰りに甘いものを買います。
+ A😄

== d-number : * *
A: 至急でなくてよいので、{product}の先月の数を教えてください。
B: {#2000-9800:10}個です。前の月より{#3-12}％多いです。
A: 早い。助かります。

== d-read : * *
A: この文、失礼になっていないでしょうか。
[qt]ご検討のほど、なにとぞよろしくお願い申し上げます。なお、{wd+2}曜までにお返事をいただけますと助かります。[/qt]
B: ていねいだと思います。「なお」を取ると、柔らかくなります。
A: 取ります！
+ B👌

== d-evening : * *
A: 今日はもう上がります。続きは明日の朝に。
B: お疲れさまでした。
| お疲れさまでした。気をつけて。
`

/** Between two people, in English. */
export const directEnglish = `
== e-quick : * *
A: Do you have a minute? It is about {productEn}.
B: Sure, go ahead.
A: The buyer wants {#4-12} more boxes by {en+3}. Is that possible?
B: I will check with production and tell you before {noon/four}.
B +1h: Yes, it is possible. They can go out on {en+2}.
+ A🙏

== e-translate : * *
A: Could you read this sentence? “{A quiet sweetness, like the moon on water./Baked slowly, shared quickly.}”
B: It is lovely. I would keep it exactly like that.
+ A😊

== e-file : * *
A: The {price list/label text/test report} is in the shared folder now. Please use the new one.
B: Got it, thank you. I deleted the old one.
+ A👍

== e-thanks : * *
A: Thank you for helping at the meeting. The buyer liked your slides.
B: I am glad! The photos were from Hina.
+ A😊

== e-call : * *
A: I am late for our call, five minutes. Sorry!
B: No problem, I am making coffee (coffee)

== e-japanese : * *
A: 日本語で書いてみます。「{よろしくおねがいします/おせわになっております}」、正しいですか。
B: 正しいです！とても自然です。
A: うれしいです。もっと練習します。
+ B👏
`

/** Notes to oneself, in My chat. */
export const memo = `
== n-todo : *
A: あすやること
・{product}の{仕様書/見積もり/試食の案内}
・{client}さんに電話
・{packaging}の数を確認

== n-link : *
A: 後で読む：和紙の産地の記事 https://washi.example/reading/{##100-900}

== n-idea : *
A: 思いつき。{product}を{一口の大きさ/二色/季節の絵柄}にする。箱は引き出し式。

== n-phone : *
A: {client} {佐伯/村上/長谷川/三宅/大西}さん、折り返し。{hm10-17}以降。

== n-memo : *
A: 会議で出た言葉：「{開ける前からおいしい/静かな甘さ/水の味}」

== n-shopping : *
A: 帰りに買う：{牛乳/電池/封筒/のり}、{りんご/パン/洗剤}

== n-code : *
A: 忘れないように。
[code]内線 214 中村さん
内線 220 品質保証
内線 301 情シス[/code]

== n-date : *
A: {day+5} {hm10-16} {place}。{名刺/見本/靴}を忘れない。
`
