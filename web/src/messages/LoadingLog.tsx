import { Delayed, Skeleton } from '../ui/Feedback.tsx'

const bones = [
  ['120px', '78%', '52%'],
  ['96px', '64%'],
  ['132px', '84%', '40%'],
]

/** Where messages will be. */
export function LoadingLog() {
  return (
    <div className="logbox bones">
      <Delayed>
        {bones.map((widths) => (
          <div key={widths.join()} className="msg">
            <Skeleton width="36px" height="36px" shape="circle" />
            <div className="stack">
              {widths.map((width) => (
                <Skeleton key={width} width={width} />
              ))}
            </div>
          </div>
        ))}
      </Delayed>
    </div>
  )
}
