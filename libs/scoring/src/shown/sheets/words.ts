import { say } from '../../explain/words.ts'

/** Headings of a rendered rubric. */
export const HEADINGS = {
  ambiguities: say('文件未明之处', 'What the document leaves open'),
  question: say('问题', 'Question'),
  chosen: say('采用', 'Chosen'),
  others: say('其他读法', 'Other readings'),
  why: say('理由', 'Why'),
  discrepancies: say('文件数字不符之处', 'Printed figures that do not compute'),
  where: say('位置', 'Where'),
  printed: say('文件所印', 'Printed'),
  computed: say('重新计算', 'Computed'),
  note: say('说明', 'Note'),
  parameters: say('带日期的参数', 'Dated parameters'),
  parameter: say('参数', 'Parameter'),
  from: say('起始日', 'From'),
  value: say('取值', 'Value'),
  clause: say('依据', 'Source'),
} as const
