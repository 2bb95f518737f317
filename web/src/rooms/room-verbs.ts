import { api } from '@naniwa/contract'
import { Check } from 'lucide-react'
import { useMemo } from 'react'
import { paths } from '../frame/paths.ts'
import { useDo } from '../live/action.ts'
import { useClient } from '../live/client.ts'
import type { Arrangement } from '../sync/overlay.ts'
import { currentText } from '../text/text.ts'
import { copyText } from '../ui/copy.ts'
import { useToast } from '../ui/Toast.tsx'

export interface RoomVerbs {
  arrange: (roomId: number, arrangement: Arrangement) => void
  fold: (categoryId: number, collapsed: boolean) => void
  moveCategory: (categoryId: number, step: 1 | -1) => void
  copyLink: (roomId: number) => void
}

/** What is done to a room with one press. */
export function useRoomVerbs(): RoomVerbs {
  const client = useClient()
  const attempt = useDo()
  const toast = useToast()
  return useMemo(() => {
    function arrange(roomId: number, arrangement: Arrangement): void {
      const work = () => client.call(api.rooms.arrange, { roomId, ...arrangement })
      void attempt(client.overlay.arrange(roomId, arrangement, work))
    }
    function fold(id: number, collapsed: boolean): void {
      void attempt(client.overlay.collapse(id, collapsed, () => client.call(api.categories.save, { id, collapsed })))
    }
    function moveCategory(categoryId: number, step: 1 | -1): void {
      const { categories } = client.engine.replica
      const order = [...categories.values()].sort((a, b) => a.position - b.position || a.id - b.id)
      const at = order.findIndex(({ id }) => id === categoryId)
      const [moved] = order.splice(at, 1)
      if (!moved) return
      order.splice(Math.max(0, at + step), 0, moved)
      const changed = order.flatMap(({ id, position }, index) => (position === index ? [] : [{ id, position: index }]))
      void attempt(Promise.all(changed.map((change) => client.call(api.categories.save, change))))
    }
    async function copyLink(roomId: number): Promise<void> {
      const { ui } = currentText()
      const isCopied = await copyText(location.origin + paths.room(roomId))
      toast(isCopied ? { text: ui.copied, icon: Check } : { text: ui.copyFailed })
    }
    return { arrange, fold, moveCategory, copyLink: (roomId) => void copyLink(roomId) }
  }, [client, attempt, toast])
}
