// The filter: hides what does not hold every word that is typed. The page is whole without it.
const input = document.getElementById('filter')
const result = document.getElementById('filter-result')
const articles = [...document.querySelectorAll('article[data-text]')]
const items = new Map([...document.querySelectorAll('nav [data-for]')].map((item) => [item.dataset.for, item]))
const sections = [
  ...document.querySelectorAll('nav [data-noun]'),
  ...articles.map((article) => article.closest('section')),
]

function filter() {
  const words = input.value.toLowerCase().split(/\s+/).filter(Boolean)
  let shown = 0
  for (const article of articles) {
    const hidden = !words.every((word) => article.dataset.text.includes(word))
    article.hidden = hidden
    items.get(article.id).hidden = hidden
    if (!hidden) shown += 1
  }
  for (const section of new Set(sections)) {
    section.hidden = !section.querySelector('article:not([hidden]), [data-for]:not([hidden])')
  }
  result.textContent = words.length === 0 ? '' : `${shown} of ${articles.length}`
}

input.addEventListener('input', filter)
document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.target === input) return
  event.preventDefault()
  input.focus()
})
// A link into what is hidden shows everything again.
window.addEventListener('hashchange', () => {
  if (!document.querySelector(`[id="${CSS.escape(location.hash.slice(1))}"]`)?.closest('[hidden]')) return
  input.value = ''
  filter()
  document.getElementById(location.hash.slice(1))?.scrollIntoView()
})
filter()
