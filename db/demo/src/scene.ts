/** Something that happens in the demo hospital; scenes are played in the order of time, one after the other. */
export interface Scene {
  at: Date
  play(): Promise<unknown>
}

export async function playAll(scenes: Scene[]): Promise<void> {
  for (const scene of scenes.toSorted((one, other) => one.at.getTime() - other.at.getTime())) await scene.play()
}
