/** What is packed, out of what a page holds. */

/** The digits of `deflated` of packed_columns.py: those of Python's base64.b85encode, with a comma for what begins a tag. */
const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;,=>?@^_`{|}~";

/** What stands deflated and in 85 digits, as `deflated` of packed_columns.py has it. */
export async function inflated<T>(text: string): Promise<T> {
  const stream = new Blob([bytesOf(text)]).stream().pipeThrough(new DecompressionStream("deflate"));
  return (await new Response(stream).json()) as T;
}

/** Four bytes of five digits; of the last digits, one byte fewer than they are. */
function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const values = new Uint8Array(128).fill(DIGITS.length - 1);
  for (let i = 0; i < DIGITS.length; i++) values[DIGITS.charCodeAt(i)] = i;
  const groups = Math.ceil(text.length / 5);
  const bytes = new DataView(new ArrayBuffer(4 * groups));
  for (let group = 0; group < groups; group++) {
    let value = 0;
    for (let at = 5 * group; at < 5 * group + 5; at++) {
      value = 85 * value + (at < text.length ? values[text.charCodeAt(at)] : DIGITS.length - 1);
    }
    bytes.setUint32(4 * group, value);
  }
  return new Uint8Array(bytes.buffer, 0, text.length - groups);
}
