import type { DeliveryRow, NotificationRow } from '../../tables.ts'
import { type TemplateKey, templateOf } from '../../telling/templates.ts'
import { neutralLink } from '../../telling/templates-link.ts'

/** What is sent: ids, a link and which of our own words, never a title, a text or anything else about a person (design, section 5.5). */
export interface Parcel {
  deliveryId: string
  generation: number
  notificationId: string
  batchId: string
  template: TemplateKey
  /** A path within the app. */
  link: string
  createdAt: Date
}

type Packed = Pick<NotificationRow, 'batchId' | 'kind' | 'severity' | 'link' | 'createdAt'>

/** What leaves the house for a delivery. Of what its sender wrote, only a link that says nothing goes with it. */
export function packParcel(
  { id, generation, notificationId, target }: Pick<DeliveryRow, 'id' | 'generation' | 'notificationId' | 'target'>,
  notification: Packed,
): Parcel {
  const { batchId, createdAt, link } = notification
  const template = target === 'fallback' ? 'last-resort' : templateOf(notification)
  return { deliveryId: id, generation, notificationId, batchId, template, link: neutralLink(link), createdAt }
}
