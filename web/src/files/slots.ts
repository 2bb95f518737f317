import type { Slots } from '../messages/slots.ts'
import { AttachButton, AttachItems } from './AttachButton.tsx'
import { Attachments } from './Attachments.tsx'
import { FileCard } from './FileCard.tsx'
import { Sending } from './Sending.tsx'

/** What files are among messages and beside the box. */
export const fileSlots: Slots = { File: FileCard, Sending, Attachments, AttachButton, AttachItems }
