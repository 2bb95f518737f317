export interface Emoji {
  char: string
  /** First the name, then other words it is found by. */
  ja: string
  en: string
}

export type EmojiKind = 'faces' | 'nature' | 'things'

// One a line: the emoji, Japanese words, English words. Only those that fonts of 2021 and newer draw.
const faces = `
😀|にっこり 笑顔|grin smile happy
😃|笑顔 わーい|smile happy open
😄|大笑い 笑顔|big smile laugh
😁|にかっ 笑顔|beaming grin
😆|わはは 笑う|laughing
😅|苦笑い 汗 冷や汗|wry smile sweat
😂|泣き笑い 大笑い|joy tears laugh
🤣|爆笑|rolling laughing rofl
🙂|ほほえみ 笑顔|slight smile
😉|ウィンク|wink
😊|照れ笑い にこにこ|blush warm smile
😇|天使|angel halo
🥰|大好き ハート|in love hearts
😍|メロメロ 好き|heart eyes love
😘|チュッ キス|kiss
😋|おいしい ぺろり|yum delicious eat
😛|べー|tongue
🤪|おどけ|zany silly
🤗|ハグ 抱きしめる|hug
🤭|うふふ|giggle hand over mouth
🤫|しーっ 静かに|shush quiet
🤔|考え中 うーん|thinking hmm
😐|むむ 真顔|neutral
😑|無表情|expressionless
😏|にやり|smirk
🙄|あきれ|eye roll
😬|ぎくっ いー|grimace
😌|ほっ 安心|relieved
😔|しょんぼり|pensive sad
😪|眠い|sleepy
😴|眠い ぐうぐう|sleep zzz
😷|マスク 風邪|mask ill
🤒|熱 体調不良|fever sick
🤕|けが|hurt bandage
🤧|くしゃみ 花粉症|sneeze cold
🥵|暑い|hot
🥶|寒い|cold freezing
😵|くらくら|dizzy
🤯|衝撃 爆発|mind blown
🥳|お祝い パーティー|party celebrate
😎|かっこいい サングラス|cool sunglasses
🤓|ガリ勉 めがね|nerd
🧐|じっくり|monocle inspect
😕|困惑|confused
😟|心配|worried
🙁|悲しい|frown sad
😮|わっ 驚き|open mouth surprised
😲|驚き すごい|astonished wow
😳|赤面|flushed
🥺|お願い うるうる|pleading
😢|涙 悲しい|cry tear sad
😭|号泣 大泣き|sob cry
😱|きゃー 恐怖|scream fear
😓|冷や汗 がっくり|downcast sweat
😩|へとへと|weary tired
😤|ふんす やるぞ|triumph huff
😡|怒り|angry
🙇|おじぎ すみません ありがとう|bow sorry thanks
🙆|うんうん オーケー|ok gesture nod
🙅|いやいや だめ|no gesture
🙋|はーい 挙手|raise hand
🤷|さあ わからない|shrug
🤦|やれやれ|facepalm
💁|どうぞ 案内|tip hand info
👍|いいね 賛成|thumbs up like
👎|よくない 反対|thumbs down
👌|了解 オーケー|ok got it roger
🙏|お願い ありがとう|please thanks pray
👏|拍手|clap
🙌|わーい ばんざい|yay raised hands
🤝|握手 よろしく|handshake deal
💪|筋肉 がんばる|strong muscle
✊|がんばるぞ グー|fist go
✌️|ピース|peace victory
🤞|うまくいけ 祈る|fingers crossed
👋|やあ 手を振る|wave hello bye
👉|右 これ|point right
👆|上 これ|point up
✋|手 待って|raised hand stop
👀|見てます 目|eyes look
🫡|了解 敬礼|salute yes
💃|ダンス|dance
🏃|急ぎ 走る|run hurry
`
const nature = `
🌸|桜 花|cherry blossom flower
🌻|ひまわり|sunflower
🌷|チューリップ 花|tulip
🍀|四つ葉 幸運|clover luck
🌱|芽 始まり|seedling sprout
🌳|木|tree
🍁|もみじ 秋|maple leaf autumn
🌊|波 海|wave sea
☀️|晴れ 太陽|sun sunny
⛅|晴れ曇り|cloudy
🌧️|雨|rain
⛄|雪だるま 冬|snowman winter
❄️|雪|snow cold
🌈|虹|rainbow
⚡|雷 電気|lightning
🔥|火 熱い|fire hot
⭐|星|star
✨|きらきら|sparkles
🌙|月 夜|moon night
🐱|猫|cat
🐶|犬|dog
🐰|うさぎ|rabbit
🐻|熊|bear
🐼|パンダ|panda
🐧|ペンギン|penguin
🐣|ひよこ|chick
🦊|狐|fox
🐟|魚|fish
🐢|亀|turtle
🐝|蜂|bee
🍎|りんご|apple
🍊|みかん|orange tangerine
🍓|いちご|strawberry
🍑|桃|peach
🍙|おにぎり|rice ball
🍣|寿司|sushi
🍜|ラーメン|noodles ramen
🍱|弁当|bento lunch
🍛|カレー|curry
🍞|パン|bread
🍕|ピザ|pizza
🍰|ケーキ|cake
🎂|誕生日 ケーキ|birthday cake
🍩|ドーナツ|doughnut
🍫|チョコ|chocolate
🍡|団子|dango
🍵|お茶|tea
☕|コーヒー 休憩|coffee break
🍺|ビール|beer
🍻|乾杯|cheers beers
🥂|乾杯|toast champagne
`
const things = `
❤️|ハート 愛|heart love
💗|ハート|growing heart
💯|満点 百点|hundred perfect
💢|怒り|anger
💦|汗|sweat drops
💤|眠い|sleep zzz
💬|おしゃべり 吹き出し|speech talk
💡|ひらめき 電球|idea light bulb
🎉|おめでとう クラッカー|party congratulations
🎊|お祝い くす玉|confetti celebrate
🎁|贈り物 プレゼント|gift present
🏆|優勝 トロフィー|trophy win
🥇|一位 金|first gold medal
🎯|的 目標|target goal
🚀|ロケット 公開|rocket launch
✅|完了 済み|check done
☑️|確認 済み|check box
❌|だめ ばつ|cross no
⭕|まる よい|circle yes
❓|質問 はてな|question
❗|重要 びっくり|important exclamation
⚠️|注意|warning
🚫|禁止|forbidden
🆗|オーケー|ok
🆕|新しい|new
🔜|まもなく|soon
🔰|初心者|beginner
♻️|再利用|recycle
📌|ピン 留める|pin
📎|添付 クリップ|paperclip attach
📝|メモ 書く|memo note
📄|書類|document page
📊|グラフ|bar chart
📈|上昇 グラフ|chart up
📉|下降 グラフ|chart down
📅|カレンダー 予定|calendar date
⏰|時計 締切|alarm clock deadline
⏳|待ち 砂時計|hourglass wait
📞|電話|telephone call
📱|スマホ 携帯|mobile phone
💻|パソコン|laptop computer
🖨️|印刷 プリンター|printer
📧|メール|email
📦|荷物 箱|package box
🚚|配送 トラック|truck delivery
🚃|電車|train
🚗|車|car
✈️|飛行機 出張|plane travel
🏢|会社 ビル|office building
🏠|家 在宅|house home
🏭|工場|factory
🏥|病院|hospital
🔑|鍵|key
🔒|施錠 鍵|lock
🔧|修理 工具|wrench repair
🛠️|工具 作業|tools
🔍|検索 探す|search magnifier
🔗|リンク|link
💰|お金|money
💴|円 お金|yen money
🛒|買い物|cart shopping
🎨|デザイン 絵|art palette design
📷|写真 カメラ|camera photo
🎬|動画|movie clapper
🎵|音楽 音符|music note
🎤|マイク 発表|microphone
📣|お知らせ|megaphone announce
🔔|通知 鈴|bell notice
🏁|ゴール 旗|finish flag
🚩|旗 目印|flag
🎌|日本 旗|japan flags
🈁|ここ|here
㊗️|祝|congratulations
㊙️|秘密|secret
`

function read(lines: string): Emoji[] {
  return lines
    .trim()
    .split('\n')
    .map((line) => {
      const [char = '', ja = '', en = ''] = line.split('|')
      return { char, ja, en }
    })
}

export const emojiKinds: Readonly<Record<EmojiKind, readonly Emoji[]>> = {
  faces: read(faces),
  nature: read(nature),
  things: read(things),
}

const all = Object.values(emojiKinds).flat()
const byChar = new Map(all.map((emoji) => [emoji.char, emoji]))

export function emojiOf(char: string): Emoji {
  return byChar.get(char) ?? { char, ja: char, en: char }
}

export function allEmoji(): readonly Emoji[] {
  return all
}
