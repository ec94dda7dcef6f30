// The HTTP interface, version 1. Every failure is an Error whose message is one line for a person.
const ROOT = 'api/v1';

async function request(path, options = {}) {
  let response;
  try {
    response = await fetch(`${ROOT}${path}`, options);
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new Error('The studio does not answer. Is it still running?');
  }
  if (!response.ok) {
    let answer = {};
    try {
      answer = await response.json();
    } catch {
      answer = { error: `The studio answered ${response.status}.` };
    }
    throw Object.assign(new Error(answer.error ?? `The studio answered ${response.status}.`), answer, { status: response.status });
  }
  return response;
}

export const api = {
  get: async (path, signal) => (await request(path, { signal })).json(),
  bytes: async (path, signal) => (await request(path, { signal })).arrayBuffer(),
  post: async (path, body, signal) =>
    (await request(path, { method: 'POST', signal, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })).json(),
  send: async (path, file, signal) => (await request(path, { method: 'POST', signal, body: file })).json(),
  remove: async (path) => (await request(path, { method: 'DELETE' })).json(),
  /** Answers with a file and gives it to the browser to save. */
  async save(path, body, name) {
    const blob = await (await request(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })).blob();
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  },
  events: (path) => new EventSource(`${ROOT}${path}`),
  address: (path) => `${ROOT}${path}`,
};
