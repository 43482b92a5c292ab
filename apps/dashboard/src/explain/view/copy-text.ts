/**
 * Copies a text with the old `execCommand`, the only way on a plain http name.
 * Returns false where the browser refuses: then show the text for copying by hand.
 */
export function copyText(text: string, page: Document = document): boolean {
  const active = page.activeElement
  const field = page.createElement('textarea')
  field.value = text
  field.setAttribute('readonly', '')
  field.setAttribute('aria-hidden', 'true')
  field.style.position = 'fixed'
  field.style.top = '0'
  field.style.opacity = '0'
  page.body.appendChild(field)
  try {
    field.select()
    field.setSelectionRange(0, text.length)
    return page.execCommand('copy')
  } catch {
    return false
  } finally {
    field.remove()
    if (active && 'focus' in active) (active as HTMLElement).focus({ preventScroll: true })
  }
}
