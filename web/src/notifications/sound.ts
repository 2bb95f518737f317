/** Two notes, a fourth apart; Hz. */
const NOTES = [880, 1_174.7]
const STEP = 0.11
const LENGTH = 0.35
const LOUDNESS = 0.12

let context: AudioContext | null = null

/** A short sound of our own, made as it is played. Silent where the browser lets no page sound that nobody has touched yet. */
export function ring(): void {
  context ??= new AudioContext()
  const audio = context
  void audio.resume().then(() => {
    for (const [place, note] of NOTES.entries()) strike(audio, note, audio.currentTime + place * STEP)
  })
}

function strike(audio: AudioContext, note: number, at: number): void {
  const tone = audio.createOscillator()
  const loudness = audio.createGain()
  tone.type = 'sine'
  tone.frequency.value = note
  loudness.gain.setValueAtTime(0, at)
  loudness.gain.linearRampToValueAtTime(LOUDNESS, at + 0.01)
  loudness.gain.exponentialRampToValueAtTime(0.0001, at + LENGTH)
  tone.connect(loudness).connect(audio.destination)
  tone.start(at)
  tone.stop(at + LENGTH)
}
