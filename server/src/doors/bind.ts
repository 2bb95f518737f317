import type { Server } from 'node:http'
import { Fatal } from '../lib/fatal.ts'

/**
 * Connections that may wait to be taken. Of more the system drops the first packets, and each tries again after 1, 3, 7 and 15 seconds;
 * with Node's 511, of 2,000 who came back at once some did. The system may allow fewer (`net.core.somaxconn`).
 */
const BACKLOG = 4_096

/**
 * Begins to listen and answers with the port, which is another than asked for when that was 0.
 *
 * @param variable what sets the port, for whoever has to choose another.
 * @throws {Fatal} when the port is taken or may not be used.
 */
export async function bind(server: Server, host: string, port: number, variable: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(cannotListen(error, host, port, variable)))
    server.listen({ port, host, backlog: BACKLOG }, () => resolve())
  })
  return (server.address() as { port: number }).port
}

function cannotListen(error: NodeJS.ErrnoException, host: string, port: number, variable: string): Error {
  if (error.code === 'EADDRINUSE')
    return new Fatal(`Port ${port} on ${host} is taken. Stop what uses it, or set ${variable} to another.`)
  if (error.code === 'EACCES')
    return new Fatal(`Port ${port} may not be used by this account. Set ${variable} to one above 1023.`)
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return new Fatal(`This machine has no address ${host}. Set HOST to one of its own, or 0.0.0.0 for all.`)
  }
  return error
}
