/** The mark: a crest that curls over one calm line. Smallest 20 px. */
export function Logo() {
  return (
    <svg className="logo" viewBox="0 0 36 36" aria-hidden="true">
      <rect width="36" height="36" rx="10" fill="var(--accent)" />
      <g fill="none" stroke="oklch(1 0 0)" strokeWidth="2.6" strokeLinecap="round" strokeLinejoin="round">
        <path d="M6.5 21.2c5.6 0 5.9-10.6 13.1-10.6 4.5 0 7 3.4 5.9 6.2-.9 2.3-4 2.5-4.7.5M20.6 17.2c-.4 2.4 2.2 4 4.6 4 1.6 0 3-.5 4.3-1.4" />
        <path d="M6.5 26.6c2.9 0 2.9-1.9 5.75-1.9s2.9 1.9 5.75 1.9 2.9-1.9 5.75-1.9 2.9 1.9 5.75 1.9" opacity=".72" />
      </g>
    </svg>
  )
}

export function Wordmark() {
  return (
    <svg
      className="word"
      height="20"
      viewBox="0 0 108 26"
      role="img"
      aria-label="Naniwa"
      fill="none"
      stroke="currentColor"
      strokeWidth="3.3"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d="M2.5 22.5V12.4a5.6 5.6 0 0 1 11.2 0v10.1" />
      <circle cx="27" cy="15.2" r="7" />
      <path d="M34 8.2v14.3" />
      <path d="M41.5 22.5V12.4a5.6 5.6 0 0 1 11.2 0v10.1" />
      <path d="M60.5 8.2v14.3" />
      <path d="M60.5 2.4v.1" strokeWidth="3.8" />
      <path d="M67.5 8.2v9.6a4.5 4.5 0 0 0 9 0V10.5M76.5 17.8a4.5 4.5 0 0 0 9 0V8.2" />
      <circle cx="97.5" cy="15.2" r="7" />
      <path d="M104.5 8.2v14.3" />
    </svg>
  )
}
