import type { Me, Profile } from '@naniwa/contract'

/** The part of an account that its owner edits. */
export function profileOf(me: Me): Profile {
  // A copy that was kept by a version before readings has none.
  const { name, reading = '', chatworkId, department, title, url, introduction, mail } = me
  const { telOrganization, telExtension, telMobile, skype, facebook, twitter } = me
  return {
    name,
    reading,
    chatworkId,
    department,
    title,
    url,
    introduction,
    mail,
    telOrganization,
    telExtension,
    telMobile,
    skype,
    facebook,
    twitter,
  }
}
