import { browserTransfer } from './browser-transfer.ts'
import { indexedDbStorage } from './indexed-db.ts'
import type { Ports } from './ports.ts'
import { systemClock } from './ports.ts'

/** What a browser gives the engine. */
export function browserPorts(accountId: number): Ports {
  const ports: Ports = {
    url: location.origin,
    WebSocket,
    fetch: (input, init) => fetch(input, init),
    storage: indexedDbStorage(accountId),
    clock: systemClock,
    random: () => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32,
    network: {
      get online() {
        return navigator.onLine
      },
      onChange(listen) {
        const seen = () => {
          if (document.visibilityState === 'visible') listen()
        }
        addEventListener('online', listen)
        addEventListener('offline', listen)
        document.addEventListener('visibilitychange', seen)
        return () => {
          removeEventListener('online', listen)
          removeEventListener('offline', listen)
          document.removeEventListener('visibilitychange', seen)
        }
      },
    },
    transfer: browserTransfer,
    report: (error) => console.error(error),
  }
  // Only on secure origins; elsewhere two tabs may send the same message, which the server takes as one.
  const { locks } = navigator
  if (locks) ports.locks = { request: async (name, run) => locks.request(name, run) }
  return ports
}
