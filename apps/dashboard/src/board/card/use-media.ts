import { onUnmounted, ref, type Ref } from 'vue'

/** Whether a media query holds now. */
export function useMedia(query: string): Readonly<Ref<boolean>> {
  const media = window.matchMedia(query)
  const holds = ref(media.matches)
  const listen = () => (holds.value = media.matches)
  media.addEventListener('change', listen)
  onUnmounted(() => media.removeEventListener('change', listen))
  return holds
}
