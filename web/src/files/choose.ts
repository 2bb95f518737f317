export type Choice = 'files' | 'photos' | 'camera'

/** Asks the device for files; empty when nothing was chosen. Must be called while a press is being handled. */
export function chooseFiles(what: Choice, how: 'one' | 'several' = 'several'): Promise<File[]> {
  const input = document.createElement('input')
  input.type = 'file'
  input.multiple = how === 'several' && what !== 'camera'
  input.hidden = true
  if (what !== 'files') input.accept = 'image/*,video/*'
  if (what === 'camera') input.setAttribute('capture', 'environment')
  // Some browsers let go of an input that stands nowhere before its answer comes.
  document.body.append(input)
  return new Promise((resolve) => {
    const end = () => {
      resolve([...(input.files ?? [])])
      input.remove()
    }
    input.addEventListener('change', end)
    input.addEventListener('cancel', end)
    input.click()
  })
}
