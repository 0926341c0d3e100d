import a, { b as c } from 'x' with { type: 'json' };
import * as d from "y";
export { e as default };
export * from 'z';
export default class {}
import('x').then(import.meta.url);
