import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './styles/index.css'
import { Logo, Wordmark } from './ui/Logo.tsx'
import { UiProvider } from './ui/UiProvider.tsx'

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <UiProvider>
        <main className="gate-brand row g3">
          <Logo />
          <Wordmark />
        </main>
      </UiProvider>
    </StrictMode>,
  )
}
