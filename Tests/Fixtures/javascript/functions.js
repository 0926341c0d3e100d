async function* f(a, { b = 1 }, ...c) {}
const g = async x => x + 1, h = () => ({});
