/** Runs in the page before anything else: takes away what came after Chromium 87, and what a page on plain http does not have. */
export function deleteLaterApis(): void {
  const take = (from: object | undefined, ...names: string[]): void => {
    for (const name of names) {
      if (from && name in from) Object.defineProperty(from, name, { value: undefined, configurable: true, writable: true })
      if (from) Reflect.deleteProperty(from, name)
    }
  }
  take(Array.prototype, 'at', 'findLast', 'findLastIndex', 'toSorted', 'toReversed', 'toSpliced', 'with', 'group', 'groupToMap')
  take(Array, 'fromAsync')
  take(String.prototype, 'at', 'isWellFormed', 'toWellFormed')
  for (const typed of [Int8Array, Uint8Array, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array]) take(Object.getPrototypeOf(typed.prototype) as object, 'at', 'findLast', 'findLastIndex', 'toSorted', 'toReversed', 'with')
  take(Object, 'hasOwn', 'groupBy')
  take(Map, 'groupBy')
  take(Promise, 'withResolvers', 'try')
  take(Set.prototype, 'union', 'intersection', 'difference', 'symmetricDifference', 'isSubsetOf', 'isSupersetOf', 'isDisjointFrom')
  take(Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())) as object, 'map', 'filter', 'take', 'drop', 'flatMap', 'reduce', 'toArray', 'forEach', 'some', 'every', 'find')
  take(Intl, 'Segmenter', 'DurationFormat', 'supportedValuesOf')
  take(window, 'structuredClone', 'reportError', 'scheduler', 'navigation', 'Sanitizer', 'TaskController', 'launchQueue', 'Iterator', 'EditContext', 'ViewTransition', 'URLPattern', 'CompressionStreamV2')
  take(AbortSignal, 'timeout', 'any', 'abort')
  take(AbortSignal.prototype, 'throwIfAborted')
  take(URL, 'canParse', 'parse')
  take(URLSearchParams.prototype, 'size')
  take(Document.prototype, 'startViewTransition')
  take(Element.prototype, 'checkVisibility', 'setHTML', 'setHTMLUnsafe')
  take(HTMLElement.prototype, 'showPopover', 'hidePopover', 'togglePopover', 'popover', 'inert')
  take(HTMLSelectElement.prototype, 'showPicker')
  take(HTMLInputElement.prototype, 'showPicker')
  take(Response, 'json')
  take(Crypto.prototype, 'randomUUID', 'subtle')
  take(Navigator.prototype, 'clipboard', 'serviceWorker', 'wakeLock', 'userAgentData', 'locks')
}
