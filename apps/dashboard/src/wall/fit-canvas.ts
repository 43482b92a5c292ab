/** The wall is drawn at this size, whatever the screen's. */
export const WALL_WIDTH = 1920
export const WALL_HEIGHT = 1080

/** How a canvas of the wall's size is scaled and shifted to lie whole and centred in a window (letter-boxed). */
export function fitCanvas(width: number, height: number): { scale: number; left: number; top: number } {
  const scale = Math.min(width / WALL_WIDTH, height / WALL_HEIGHT)
  return { scale, left: Math.round((width - WALL_WIDTH * scale) / 2), top: Math.round((height - WALL_HEIGHT * scale) / 2) }
}
