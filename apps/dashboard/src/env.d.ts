declare module 'virtual:tokens.css'
// For tools that do not read components; vue-tsc finds the real ones.
declare module '*.vue' {
  import type { DefineComponent } from 'vue'

  const component: DefineComponent
  export default component
}
