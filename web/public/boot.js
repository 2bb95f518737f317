// Runs before the first paint, so that a dark screen never flashes white. Keep in step with ui/theme.ts and text/language.ts.
;(() => {
  const root = document.documentElement
  const saved = (key) => {
    try {
      return localStorage.getItem(key)
    } catch {
      return null
    }
  }
  const theme = saved('naniwa.theme')
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme
  if (saved('naniwa.density') === 'compact') root.dataset.density = 'compact'
  const language = saved('naniwa.language') ?? navigator.language
  root.lang = language.toLowerCase().startsWith('ja') ? 'ja' : 'en'
})()
