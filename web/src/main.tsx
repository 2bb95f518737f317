import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './styles/index.css'
import { App } from './app.tsx'

// Without it everything works but a reload while the server is away.
if (import.meta.env.PROD) navigator.serviceWorker?.register('/service-worker.js').catch(() => {})

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}
