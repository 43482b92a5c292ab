import * as z from 'zod/mini'

const Moment = z.string().check(z.regex(/^(?:\d{4}-\d{2}-\d{2}|(?:start|end)(?:[+-]\d{1,3}(?:wd)?)?)$/))

/**
 * A duty to report, as a rubric's `duties:` entry says it. The clock opens one case of kind `duty` for each unit and period
 * (key `<id>/<unit>/<period>`); a `report.filed` closes it, so a missing report is found, not typed.
 */
export const DutyDeclaration = z.strictObject({
  id: z.string().check(z.regex(/^[a-z0-9][a-z0-9._-]*$/)),
  title: z.strictObject({ zh: z.string(), en: z.string() }),
  /** The kind of report that fulfils it. */
  report: z.string(),
  /** Who owes it: a group, or units by code; none means every unit of the rubric's groups. */
  group: z.optional(z.string()),
  units: z.optional(z.array(z.string())),
  schedule: z.enum(['monthly', 'quarterly', 'yearly', 'once']),
  /** First and last period (`2021-10`, `2021-Q4`, `2021`, as the schedule asks); for `once` the only one. */
  from: z.string(),
  until: z.optional(z.string()),
  /** `start` or `end` of the period, ± days or working days (`end+5`, `end+5wd`, `start-3`), or a day. Opens at the beginning of that day. */
  opens: Moment,
  /** The same; due by the end of that day, inclusive. `end` is the period's last day. */
  due: Moment,
})
export type DutyDeclaration = z.infer<typeof DutyDeclaration>
