/**
 * A part of a kept file, as players of sound and film ask for it.
 *
 * @param {Response} whole
 * @param {string} range such as `bytes=0-` or `bytes=100-199`
 * @returns {Promise<Response>} 206, or the whole if the range is not one we know
 */
export async function ranged(whole, range) {
  const wanted = /^bytes=(\d+)-(\d*)$/.exec(range);
  if (!wanted) return whole;
  const body = await whole.blob();
  const start = Number(wanted[1]);
  const end = wanted[2] ? Math.min(Number(wanted[2]), body.size - 1) : body.size - 1;
  if (start > end) {
    return new Response(null, {
      status: 416,
      headers: { 'Content-Range': `bytes */${body.size}` },
    });
  }
  return new Response(body.slice(start, end + 1), {
    status: 206,
    headers: {
      'Content-Type': whole.headers.get('Content-Type') ?? 'application/octet-stream',
      'Content-Range': `bytes ${start}-${end}/${body.size}`,
      'Content-Length': String(end + 1 - start),
      'Accept-Ranges': 'bytes',
    },
  });
}
