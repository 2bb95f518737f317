import { Avatar } from '../ui/Avatar.tsx'

/** Who is signed in. */
export interface ViewerProps {
  viewer: { id: number; name: string; avatar: string | null; organizationName: string }
  /** What that means here. */
  children: string
}

export function Viewer({ viewer: { id, name, avatar, organizationName }, children }: ViewerProps) {
  return (
    <div className="row g3">
      <Avatar id={id} name={name} image={avatar} size={36} />
      <div className="grow">
        <div className="clip">{children}</div>
        <div className="quiet clip">{organizationName}</div>
      </div>
    </div>
  )
}
