export interface RingProps {
  /** 0 … 1; without it the ring turns. */
  part?: number
}

/** A small ring: turning while something is under way, or filled by how much is left. Always beside words. */
export function Ring({ part }: RingProps) {
  const length = 38
  return (
    <svg className={part === undefined ? 'ring spin' : 'ring'} viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="6" />
      <circle cx="8" cy="8" r="6" strokeDasharray={`${(part ?? 0.3) * length} ${length}`} transform="rotate(-90 8 8)" />
    </svg>
  )
}
