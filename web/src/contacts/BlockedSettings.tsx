import { Ban } from 'lucide-react'
import { Prefs } from '../settings/Prefs.tsx'
import { imageUrl } from '../sync/upload.ts'
import { useText } from '../text/text.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/Feedback.tsx'
import { useContactVerbs } from './contact-verbs.ts'
import { useContacts } from './use-contacts.ts'

/** Who is blocked. */
export function BlockedSettings() {
  const { settings, contacts } = useText()
  const text = contacts.blockedPeople
  const { unblock } = useContactVerbs()
  const blocked = useContacts().filter((contact) => contact.blocked)
  return (
    <Prefs title={settings.blocked} lead={text.lead}>
      <section className="pref" aria-label={settings.blocked}>
        {blocked.length === 0 ? (
          <EmptyState icon={Ban} title={text.none}>
            {text.noneText}
          </EmptyState>
        ) : (
          <ul className="rows">
            {blocked.map((person) => (
              <li key={person.accountId}>
                <Avatar
                  id={person.accountId}
                  name={person.name}
                  image={person.avatar && imageUrl(person.avatar)}
                  size={32}
                />
                <div className="tx">
                  <b className="clip">{person.name}</b>
                  <span className="clip">{person.organizationName}</span>
                </div>
                <Button aria-label={text.unblockOf(person.name)} onClick={() => void unblock(person)}>
                  {contacts.card.unblock}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </section>
    </Prefs>
  )
}
