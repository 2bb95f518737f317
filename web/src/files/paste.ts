import { type RefObject, useEffect } from 'react'
import { useClient } from '../live/client.ts'

/** Takes pictures and files that are pasted into the form around. Words that come with a picture of themselves stay words. */
export function usePaste(place: RefObject<HTMLElement | null>, roomId: number): void {
  const client = useClient()
  useEffect(() => {
    const form = place.current?.closest('form')
    function onPaste(event: ClipboardEvent): void {
      const data = event.clipboardData
      if (!data || data.files.length === 0 || data.types.includes('text/plain')) return
      event.preventDefault()
      client.uploads.add(
        roomId,
        [...data.files].map((file) => named(file)),
      )
    }
    form?.addEventListener('paste', onPaste)
    return () => form?.removeEventListener('paste', onPaste)
  }, [client, place, roomId])
}

/** A picture from the clipboard is always called the same; with the time it can be told from others. */
export function named(file: File, at = new Date()): File {
  if (!/^image\.(png|jpe?g|webp|gif)$/.test(file.name)) return file
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}`
  const time = `${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}`
  const name = file.name.replace(/^image/, `image_${day}_${time}`)
  return new File([file], name, { type: file.type, lastModified: file.lastModified })
}
