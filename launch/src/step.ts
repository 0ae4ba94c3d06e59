import type { Environment } from '@wardline/kit/config'

/** A step that did not succeed, and has said why itself. */
export class StepFailed extends Error {
  override name = 'StepFailed'
}

/**
 * Runs a file of this folder to its end, as a process of its own, and returns the last message that it sent.
 * @throws StepFailed when it exits with anything but 0
 */
export async function runStep(file: string, env: Environment, signal?: AbortSignal): Promise<unknown> {
  let answer: unknown
  const step = Bun.spawn([process.execPath, '--no-env-file', Bun.fileURLToPath(new URL(file, import.meta.url))], {
    env,
    stdin: 'ignore',
    stdout: 'inherit',
    stderr: 'inherit',
    detached: true,
    serialization: 'json',
    ipc: (message) => {
      answer = message
    },
    ...(signal && { signal }),
  })
  const code = await step.exited
  if (code !== 0) throw new StepFailed(`${file} ended with ${step.signalCode ?? code}`)
  return answer
}
