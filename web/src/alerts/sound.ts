/** In hertz and seconds from the start: two falling pairs, unlike a telephone and unlike a ward's monitors. */
const notes = [
  { pitch: 880, at: 0 },
  { pitch: 660, at: 0.16 },
  { pitch: 880, at: 0.42 },
  { pitch: 660, at: 0.58 },
]
const noteSeconds = 0.14
const loudness = 0.25

let context: AudioContext | undefined

/** Rings. Browsers let a page ring only after somebody has clicked or typed in it. */
export async function ring(): Promise<void> {
  context ??= new AudioContext()
  await context.resume()
  for (const { pitch, at } of notes) {
    const start = context.currentTime + at
    const tone = new OscillatorNode(context, { type: 'triangle', frequency: pitch })
    const volume = new GainNode(context, { gain: 0 })
    // Without a ramp each note would begin and end with a click.
    volume.gain.setValueAtTime(0, start)
    volume.gain.linearRampToValueAtTime(loudness, start + 0.02)
    volume.gain.linearRampToValueAtTime(0, start + noteSeconds)
    tone.connect(volume).connect(context.destination)
    tone.start(start)
    tone.stop(start + noteSeconds)
  }
}
