import { ref } from 'vue'

/** What a person need not type twice while the page is open; it is in this memory only and gone with the page. */
export const session = { apiKey: ref(''), by: ref('') }
