import { CSPProvider } from '@base-ui/react/csp-provider'
import { Tooltip } from '@base-ui/react/tooltip'
import type { ReactNode } from 'react'
import { ClipTips } from './ClipTips.tsx'
import { ToastProvider } from './Toast.tsx'

/** Once, around everything. No part of it writes a <style> element, so the page's policy needs no 'unsafe-inline'. */
export function UiProvider({ children }: { children: ReactNode }) {
  return (
    <CSPProvider disableStyleElements>
      <Tooltip.Provider delay={400}>
        <ToastProvider>{children}</ToastProvider>
        <ClipTips />
      </Tooltip.Provider>
    </CSPProvider>
  )
}
