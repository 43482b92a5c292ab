// Runs before every module, as a classic script in old syntax: what must be true before the first of them is evaluated.
(function () {
  'use strict'
  // The content policy forbids eval, so the schemas must not try to compile themselves.
  Object.assign(self, { __zod_globalConfig: { jitless: true } })

  // What a Chromium 87 lacks and our packages use.
  /** @type {(target: object, name: string, value: Function) => void} */
  function add(target, name, value) {
    if (!(name in target)) Object.defineProperty(target, name, { value: value, writable: true, configurable: true })
  }
  /** @type {(this: ArrayLike<unknown>, index: number) => unknown} */
  function at(index) {
    var place = Math.trunc(index) || 0
    return this[place < 0 ? this.length + place : place]
  }
  /** @type {(this: ArrayLike<unknown>, test: (item: unknown, index: number, all: ArrayLike<unknown>) => unknown, that?: unknown) => number} */
  function findLastIndex(test, that) {
    for (var index = this.length - 1; index >= 0; index--) if (test.call(that, this[index], index, this)) return index
    return -1
  }
  /** @type {typeof findLastIndex extends (this: infer T, ...args: infer A) => number ? (this: T, ...args: A) => unknown : never} */
  function findLast(test, that) {
    return this[findLastIndex.call(this, test, that)]
  }
  add(Array.prototype, 'at', at)
  add(String.prototype, 'at', at)
  add(Array.prototype, 'findLastIndex', findLastIndex)
  add(Array.prototype, 'findLast', findLast)
  add(Object, 'hasOwn', function (/** @type {object} */ object, /** @type {PropertyKey} */ key) {
    return Object.prototype.hasOwnProperty.call(object, key)
  })

  // Theme and language before the first paint, from the address or from the last visit.
  var query = new URLSearchParams(location.search)
  var root = document.documentElement
  /** @type {(key: string) => string | null} */
  function remembered(key) {
    try {
      return localStorage.getItem(key)
    } catch {
      return null
    }
  }
  var dark = window.matchMedia('(prefers-color-scheme: dark)').matches
  var theme = query.get('theme') || remembered('tierline.theme') || (dark ? 'dark' : 'light')
  root.dataset.theme = theme === 'dark' ? 'dark' : 'light'
  root.lang = (query.get('lang') || remembered('tierline.lang')) === 'en' ? 'en' : 'zh-CN'
})()
