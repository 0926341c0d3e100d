/** Calls `work` until it succeeds, at most `attempts` times, and waits longer each time. */
export async function retry(work, { attempts = 3, wait = async () => {}, first = 100 } = {}) {
  let delay = first;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work(attempt);
    } catch (error) {
      if (attempt >= attempts || error.permanent) throw error;
      await wait(delay);
      delay *= 2;
    }
  }
}
