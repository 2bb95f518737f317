/**
 * Counts what `run` does with strings: characters searched, matched, copied and looked at. Unlike time it is the same on every
 * machine, so a test can state that twice the input costs twice the work. A bounded pattern that fails counts as one.
 */
export function work(run: () => unknown): number {
  let steps = 0
  const undo = [
    count(
      String.prototype,
      'indexOf',
      (text, [, from], at) => (Number(at) < 0 ? String(text).length : Number(at)) - Number(from ?? 0),
    ),
    count(String.prototype, 'slice', (_text, _args, part) => String(part).length),
    count(String.prototype, 'split', (text) => String(text).length),
    count(String.prototype, 'trim', (text) => String(text).length),
    count(String.prototype, 'includes', (text) => String(text).length),
    count(String.prototype, 'startsWith', (_text, [start]) => String(start).length),
    count(String.prototype, 'charAt', () => 1),
    count(String.prototype, 'charCodeAt', () => 1),
    count(URL, 'canParse', (_url, [text]) => String(text).length),
    countMatches(),
  ]
  try {
    run()
  } finally {
    for (const restore of undo) restore()
  }
  return steps

  function count<T extends object>(
    owner: T,
    key: keyof T,
    cost: (self: unknown, args: unknown[], result: unknown) => number,
  ) {
    const original = owner[key] as (...args: unknown[]) => unknown
    const counting = function (this: unknown, ...args: unknown[]) {
      const result = Reflect.apply(original, this, args)
      steps += Math.max(1, cost(this, args, result))
      return result
    }
    return replace(owner, key, counting)
  }

  function countMatches() {
    const original = RegExp.prototype.exec
    return replace(RegExp.prototype, 'exec', function (this: RegExp, text: string) {
      const from = this.lastIndex
      const match = Reflect.apply(original, this, [text])
      if (this.sticky) steps += match ? match[0].length : 1
      else if (this.global) steps += (match ? this.lastIndex : text.length) - from
      else steps += text.length
      return match
    })
  }
}

function replace<T extends object>(owner: T, key: keyof T, value: unknown): () => void {
  const original = Object.getOwnPropertyDescriptor(owner, key)
  Object.defineProperty(owner, key, { value, configurable: true, writable: true })
  return () => {
    if (original) Object.defineProperty(owner, key, original)
  }
}
