/**
 * Puts text where the caret is, in place of what is selected, so that the browser's own undo takes it back. The text area
 * tells React of it as if it had been typed.
 */
export function insertText(area: HTMLTextAreaElement, words: string): void {
  area.focus()
  // The one way that keeps undo; browsers go on supporting it for that reason.
  const isDone = document.execCommand('insertText', false, words)
  if (isDone) return
  area.setRangeText(words, area.selectionStart, area.selectionEnd, 'end')
  area.dispatchEvent(new Event('input', { bubbles: true }))
}

/** Puts the selection between two tags and the caret behind it, or between them when nothing is selected. */
export function wrapSelection(area: HTMLTextAreaElement, open: string, close: string): void {
  const chosen = area.value.slice(area.selectionStart, area.selectionEnd)
  const start = area.selectionStart
  insertText(area, open + chosen + close)
  const caret = chosen === '' ? start + open.length : start + open.length + chosen.length + close.length
  area.setSelectionRange(caret, caret)
}
