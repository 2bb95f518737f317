/** Seconds of a motor's hum, as a WAV of one channel: a low note with a beat in it. */
export function hum(seconds: number): Buffer {
  const rate = 8_000
  const samples = Buffer.alloc(rate * seconds)
  for (let at = 0; at < samples.length; at++) {
    const time = at / rate
    const beat = 0.6 + 0.4 * Math.sin(2 * Math.PI * 1.5 * time)
    const note = Math.sin(2 * Math.PI * 98 * time) + 0.4 * Math.sin(2 * Math.PI * 196 * time)
    samples[at] = Math.round(128 + 60 * beat * note)
  }
  const header = Buffer.alloc(44)
  header.write('RIFF')
  header.writeUInt32LE(36 + samples.length, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(rate, 24)
  header.writeUInt32LE(rate, 28)
  header.writeUInt16LE(1, 32)
  header.writeUInt16LE(8, 34)
  header.write('data', 36)
  header.writeUInt32LE(samples.length, 40)
  return Buffer.concat([header, samples])
}
