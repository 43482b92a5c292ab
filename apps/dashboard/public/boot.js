// Runs before every module, as a classic script in old syntax: what must be true before the first of them is evaluated.
(function () {
  'use strict'
  // The content policy forbids eval, so the schemas must not try to compile themselves.
  self.__zod_globalConfig = Object.assign(self.__zod_globalConfig || {}, { jitless: true })

  // What a Chromium 87 lacks and our packages use.
  function add(target, name, value) {
    if (!target[name]) Object.defineProperty(target, name, { value: value, writable: true, configurable: true })
  }
  function at(index) {
    var place = Math.trunc(index) || 0
    return this[place < 0 ? this.length + place : place]
  }
  function findLastIndex(test, that) {
    for (var index = this.length - 1; index >= 0; index--) if (test.call(that, this[index], index, this)) return index
    return -1
  }
  add(Array.prototype, 'at', at)
  add(String.prototype, 'at', at)
  add(Array.prototype, 'findLastIndex', findLastIndex)
  add(Array.prototype, 'findLast', function (test, that) {
    return this[findLastIndex.call(this, test, that)]
  })
  add(Object, 'hasOwn', function (object, key) {
    return Object.prototype.hasOwnProperty.call(object, key)
  })

  // Theme and language before the first paint, from the address or from the last visit.
  var query = new URLSearchParams(location.search)
  var root = document.documentElement
  function remembered(key) {
    try {
      return localStorage.getItem(key)
    } catch (refused) {
      return null
    }
  }
  var dark = window.matchMedia('(prefers-color-scheme: dark)').matches
  var theme = query.get('theme') || remembered('tierline.theme') || (dark ? 'dark' : 'light')
  root.dataset.theme = theme === 'dark' ? 'dark' : 'light'
  root.lang = (query.get('lang') || remembered('tierline.lang')) === 'en' ? 'en' : 'zh-CN'
})()
