import type { Me, Profile } from '@naniwa/contract'

/** The part of an account that its owner edits. */
export function profileOf(me: Me): Profile {
  const { name, chatworkId, department, title, url, introduction, mail } = me
  const { telOrganization, telExtension, telMobile, skype, facebook, twitter } = me
  return {
    name,
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
