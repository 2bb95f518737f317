import { sql } from 'kysely'
import type { App } from '../context.ts'

/** So long after it was chosen, or last seen to be named, a picture is looked at. Far longer than a preview is remembered. */
export const UNNAMED_MS = 7 * 24 * 60 * 60 * 1_000
const BATCH = 200

/**
 * Deletes pictures that nothing names any more: replaced ones, those never used, and those of previews that are gone. Whoever chooses
 * one meanwhile holds its row and moves its time, and keeps it; or finds it gone, and sends it anew.
 */
export async function sweepImages(app: App): Promise<void> {
  for (;;) {
    const seen = await sweepBatch(app)
    if (seen < BATCH) return
  }
}

/**
 * Answers with how many it looked at. What is named comes back in a week, so that the oldest are always those not yet looked at. Not
 * `exists`: the planner may answer that by reading all of a table at once.
 */
async function sweepBatch(app: App): Promise<number> {
  const now = app.clock.now()
  const end = new Date(now.getTime() - UNNAMED_MS)
  const { rows } = await sql<{ seen: number }>`
    with due as materialized (
      select hash from image where wanted_at < ${end} order by wanted_at limit ${BATCH} for update skip locked
    ), looked as materialized (
      select d.hash, coalesce(
        (select true from account where avatar = d.hash limit 1),
        (select true from contact where avatar = d.hash limit 1),
        (select true from member where avatar = d.hash limit 1),
        (select true from room where icon_image = d.hash limit 1),
        (select true from oauth_app where logo = d.hash limit 1),
        (select true from link_preview where preview #>> '{image,hash}' = d.hash limit 1),
        (
          select true from message where previews <> '[]'
            and previews @> jsonb_build_array(jsonb_build_object('image', jsonb_build_object('hash', d.hash))) limit 1
        ),
        false
      ) as named
      from due d
    ), kept as (
      update image i set wanted_at = ${now} from looked l where i.hash = l.hash and l.named
    ), dropped as (
      delete from image i using looked l where i.hash = l.hash and not l.named
    )
    select count(*) as seen from looked
  `.execute(app.db)
  return rows[0]?.seen ?? 0
}
