import type { Parameter } from '../../rubric/rubric.schema.ts'
import type { Bilingual } from '../../rubric/text.schema.ts'

type Parameters = Readonly<Record<string, Parameter>>

/** A text in which each dated parameter stands with its values and their days: `$limit` as `48（2026-07-01 起 36）`. */
export function datedText(text: Bilingual, parameters: Parameters): Bilingual {
  return text.zh.includes('$') || text.en.includes('$') ? { zh: filled(text.zh, parameters, 'zh'), en: filled(text.en, parameters, 'en') } : text
}

function filled(text: string, parameters: Parameters, language: keyof Bilingual): string {
  return text.replace(/\$([a-z][a-z0-9_]{0,63})/g, (name, id: string) => {
    const parameter = parameters[id]
    return parameter ? valuesOf(parameter, language) : name
  })
}

function valuesOf({ dated }: Parameter, language: keyof Bilingual): string {
  const [first, ...later] = [...dated].sort((a, b) => (a.from < b.from ? -1 : 1))
  const words = later.map(({ from, value }) => (language === 'zh' ? `${from} 起 ${value}` : `${value} from ${from}`)).join(language === 'zh' ? '，' : ', ')
  if (words === '') return first?.value ?? ''
  return language === 'zh' ? `${first?.value ?? ''}（${words}）` : `${first?.value ?? ''} (${words})`
}
