/** What the company deals with: names that scripts fill in. */
export const words: Record<string, readonly string[]> = {
  product:
    'ゆず羊羹 栗きんとん 波まくら 抹茶フィナンシェ 塩バターサブレ 黒糖わらび 浪花サブレ 米粉マドレーヌ 苺大福 ほうじ茶クッキー 芋けんぴ 季節のゼリー 最中「天満」 どら焼き「堂島」 生姜飴 くるみ餅 柚子ピール 和三盆の干菓子 きなこボール 八朔の寒天'.split(
      ' ',
    ),
  shop: '天満本店 心斎橋店 なんば店 京都四条店 神戸元町店 阪央百貨店内店 江坂店'.split(' '),
  client:
    '阪央百貨店 なにわ屋 三星マート 北野ストア カフェ・リンネ 大和屋物産 ホテル淀屋 みどり生協 さくら航空 湊商事'.split(
      ' ',
    ),
  material:
    '小豆 抹茶 発酵バター くるみ 和三盆 葛粉 米粉 鶏卵 生クリーム 栗の甘露煮 ゆずペースト 黒糖 きな粉 寒天 大納言'.split(
      ' ',
    ),
  packaging:
    '12個入の化粧箱 24個入の化粧箱 個包装フィルム 手提げ袋（小） 手提げ袋（大） 包装紙 脱酸素剤 仕切りトレー 一括表示シール のし紙 外装段ボール'.split(
      ' ',
    ),
  machine:
    '充填機 包装機 金属検出機 ウェイトチェッカー 焼成オーブン 冷却コンベア 印字機 ミキサー 蒸し器 ラベラー'.split(' '),
  area: '泉大津 堺 神戸 京都 名古屋 東京（平和島） 福岡 広島 高松 金沢'.split(' '),
  lunch: 'カレー うどん 海鮮丼 とんかつ 中華 パスタ お好み焼き 定食 ラーメン そば 台湾料理 サンドイッチ'.split(' '),
  place: '会議室A 会議室B 応接室 試作室 2階の打ち合わせスペース 天満本店の奥 第一工場の事務所'.split(' '),
  folder:
    '共有フォルダの「商品」 共有フォルダの「版下」 共有フォルダの「議事録」 部屋の概要のリンク先 いつものフォルダ'.split(
      ' ',
    ),
  pet: 'しらたま きなこ もなか あんこ つくね'.split(' '),
  media: '関西ウォーク おやつ通信 なにわ経済新聞 朝の情報番組 菓子業界ニュース'.split(' '),
  train: '御堂筋線 谷町線 環状線 京阪 阪急 阪神'.split(' '),
  productEn:
    'yuzu yokan|matcha financier|salted butter sablé|brown sugar warabi|rice flour madeleine|hojicha cookie|coconut monaka|sesame brittle'.split(
      '|',
    ),
  materialEn:
    'coconut flour|cashew paste|tapioca starch|palm sugar|individual wrappers|outer cartons|oxygen absorbers|sesame seed'.split(
      '|',
    ),
}
