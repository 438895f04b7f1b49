// Server-sent events over fetch, which can say from where to go on.

/** Reads events until the stream ends; calls take(id, data) for each. */
export async function read(url, headers, signal, take) {
  const response = await fetch(url, { headers: { Accept: "text/event-stream", ...headers }, signal, credentials: "same-origin" });
  if (!response.ok) throw new Error(`stream: ${response.status}`);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let text = ""; ;) {
    const { value, done } = await reader.read();
    if (done) return;
    text += value;
    const blocks = text.split(/\r?\n\r?\n/);
    text = blocks.pop();
    for (const block of blocks) {
      const lines = block.split(/\r?\n/);
      const data = lines.filter(line => line.startsWith("data:")).map(line => line.slice(5)).join("\n");
      if (data) take(lines.find(line => line.startsWith("id:"))?.slice(3).trim(), JSON.parse(data));
    }
  }
}
