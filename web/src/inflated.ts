/** What is packed, out of what a page holds. */

/** What stands deflated and in base64, as `deflated` of packed.py has it. */
export async function inflated<T>(text: string): Promise<T> {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return (await new Response(stream).json()) as T;
}
