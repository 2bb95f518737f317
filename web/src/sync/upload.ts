import { type HttpPorts, request } from './http.ts'

export interface Uploaded {
  hash: string
  width: number
  height: number
}

/** Hands a picture to the server; refused with `invalid_image` or `too_large`. */
export async function uploadImage(ports: HttpPorts, picture: Blob): Promise<Uploaded> {
  const answer = await request(ports, '/api/images', {
    method: 'POST',
    headers: { 'content-type': picture.type || 'application/octet-stream' },
    body: picture,
  })
  return answer as Uploaded
}

/** Where a stored picture is. */
export function imageUrl(hash: string): string {
  return `/images/${hash}`
}
